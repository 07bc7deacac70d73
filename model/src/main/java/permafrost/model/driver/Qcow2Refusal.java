package permafrost.model.driver;

import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.Refusal;

/** How the qcow2 driver refuses an image or its options. */
public enum Qcow2Refusal implements Refusal {
  NOT_QCOW2("Image is not in qcow2 format", "qcow2_do_open"),
  HEADER_NOT_SUPPORTED("Could not read qcow2 header: Operation not supported", "qcow2_do_open"),
  THREE_CACHE_SIZES(
      "cache-size, l2-cache-size and refcount-cache-size may not be set at the same time",
      "read_cache_sizes"),
  L2_CACHE_EXCEEDS_CACHE("l2-cache-size may not exceed cache-size", "read_cache_sizes"),
  REFCOUNT_CACHE_EXCEEDS_CACHE("refcount-cache-size may not exceed cache-size", "read_cache_sizes"),
  L2_ENTRY_SIZE(
      "L2 cache entry size must be a power of two between %d and the cluster size (%d)",
      "read_cache_sizes"),
  L2_CACHE_TOO_BIG("L2 cache size too big", "qcow2_update_options_prepare"),
  REFCOUNT_CACHE_TOO_BIG("Refcount cache size too big", "qcow2_update_options_prepare"),
  CLEAN_INTERVAL_TOO_BIG("Cache clean interval too big", "qcow2_update_options_prepare"),
  LAZY_REFCOUNTS_TOO_OLD(
      "Lazy refcounts require a qcow2 image with at least qemu 1.1 compatibility level",
      "qcow2_update_options_prepare"),
  DISCARD_NO_UNREF_TOO_OLD(
      "discard-no-unref is only supported since qcow2 version 3", "qcow2_update_options_prepare") {
    @Override
    public Optional<Behaviour> needs() {
      return Optional.of(Behaviour.QCOW2_DISCARDS_WITHOUT_UNREF);
    }
  },
  OVERLAP_CHECK_CONFLICT(
      "Conflicting values for qcow2 options 'overlap-check' ('%s') and 'overlap-check.template'"
          + " ('%s')",
      "qcow2_update_options_prepare"),
  NOT_ENCRYPTED(
      "No encryption in image header, but options specified format '%s'",
      "qcow2_update_options_prepare"),
  DATA_FILE_REQUIRED("'data-file' is required for this image", "qcow2_do_open"),
  DATA_FILE_NOT_EXTERNAL(
      "'data-file' can only be set for images with an external data file", "qcow2_do_open");

  private final String form;
  private final String source;

  Qcow2Refusal(String form, String source) {
    this.form = form;
    this.source = source;
  }

  @Override
  public String form() {
    return form;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Optional<String> unreachable() {
    return this == OVERLAP_CHECK_CONFLICT
        ? Optional.of("the schema takes one of the two, and a new one does away with the old")
        : Optional.empty();
  }
}
