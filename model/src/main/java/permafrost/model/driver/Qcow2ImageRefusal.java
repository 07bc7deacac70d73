package permafrost.model.driver;

import java.util.Optional;
import permafrost.model.Refusal;

/** How the qcow2 driver refuses an image for what stands in its header. */
public enum Qcow2ImageRefusal implements Refusal {
  VERSION_UNSUPPORTED("Unsupported qcow2 version %d", "qcow2_do_open"),
  CLUSTER_SIZE_UNSUPPORTED("Unsupported cluster size: 2^%d", "qcow2_do_open"),
  HEADER_TOO_SHORT("qcow2 header too short", "qcow2_do_open"),
  HEADER_TOO_LONG("qcow2 header exceeds cluster size", "qcow2_do_open"),
  BACKING_OFFSET_INVALID("Invalid backing file offset", "qcow2_do_open"),
  COMPRESSION_TYPE_UNKNOWN("qcow2: unknown compression type: %d", "validate_compression_type"),
  COMPRESSION_BIT_SET(
      "qcow2: Compression type incompatible feature bit must not be set",
      "validate_compression_type"),
  COMPRESSION_BIT_MISSING(
      "qcow2: Compression type incompatible feature bit must be set", "validate_compression_type"),
  FEATURE_UNSUPPORTED(
      "Unsupported qcow2 feature(s): Unknown incompatible feature: %s",
      "report_unsupported_feature"),
  CORRUPT_AND_WRITABLE("qcow2: Image is corrupt; cannot be opened read/write", "qcow2_do_open"),
  SUBCLUSTER_SIZE_UNSUPPORTED("Unsupported subcluster size: %d", "qcow2_do_open"),
  REFCOUNT_TOO_WIDE(
      "Reference count entry width too large; may not exceed 64 bits", "qcow2_do_open"),
  AES_NOT_ALLOWED(
      "Use of AES-CBC encrypted qcow2 images is no longer supported in system emulators",
      "qcow2_do_open"),
  REFCOUNT_TABLE_MISSING("Image does not contain a reference count table", "qcow2_do_open"),
  TABLE_TOO_LARGE("%s table too large", "qcow2_validate_table"),
  TABLE_OFFSET_INVALID("%s table offset invalid", "qcow2_validate_table"),
  IMAGE_TOO_BIG("Image is too big", "qcow2_do_open"),
  L1_TOO_SMALL("L1 table is too small", "qcow2_do_open"),
  L1_NOT_READ("Could not read L1 table: Input/output error", "qcow2_do_open"),
  REFCOUNT_TABLE_NOT_READ(
      "Could not initialize refcount handling: Input/output error", "qcow2_do_open"),
  ENCRYPTION_UNKNOWN("Unsupported encryption method %d", "qcow2_update_options_prepare"),
  ENCRYPTION_DIFFERS(
      "Header reported '%s' encryption format but options specify '%s'",
      "qcow2_update_options_prepare"),
  EXTENSION_TOO_LARGE("Header extension too large", "qcow2_read_extensions"),
  BACKING_FORMAT_TOO_LONG(
      "ERROR: ext_backing_format: len=%d too large (>=%d)", "qcow2_read_extensions"),
  CRYPTO_EXTENSION_UNEXPECTED(
      "CRYPTO header extension only expected with LUKS encryption method", "qcow2_read_extensions"),
  CRYPTO_EXTENSION_SIZE(
      "CRYPTO header extension size %d, but expected size %d", "qcow2_read_extensions"),
  BITMAPS_EXTENSION_SIZE("bitmaps_ext: Invalid extension length", "qcow2_read_extensions"),
  BITMAPS_EXTENSION_RESERVED("bitmaps_ext: Reserved field is not zero", "qcow2_read_extensions"),
  DATA_FILE_RAW_ALONE("data-file-raw requires a data file", "qcow2_do_open"),
  CRYPTO_HEADER_MISSING("Missing CRYPTO header for crypt method %d", "qcow2_do_open"),
  KEY_SECRET_MISSING(
      "Parameter 'encrypt.key-secret' is required for cipher", "qcrypto_block_qcow_init"),
  SECRET_NOT_FOUND("No secret with id '%s'", "qcrypto_secret_lookup"),
  SECRET_OTHER_TYPE("Object with id '%s' is not a secret", "qcrypto_secret_lookup"),
  BACKING_NAME_TOO_LONG("Backing file name too long", "qcow2_do_open"),
  SNAPSHOT_TABLE_NOT_READ(
      "Failed to read snapshot table: Input/output error", "qcow2_do_read_snapshots"),
  SNAPSHOT_EXTRA_TOO_LONG(
      "Too much extra metadata in snapshot table entry %d", "qcow2_do_read_snapshots");

  private final String form;
  private final String source;

  Qcow2ImageRefusal(String form, String source) {
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
    return this == AES_NOT_ALLOWED
        ? Optional.of("only system emulators say so, and runs are on the storage daemon")
        : Optional.empty();
  }
}
