package permafrost.model.snapshot;

import permafrost.model.Refusal;

/** How QEMU refuses to put an overlay over a node, or to write another backing file's name. */
public enum SnapshotRefusal implements Refusal {
  OVERLAID_NOT_FLUSHED("Write to node '%s' failed: %s", "external_snapshot_action"),
  OVERLAY_NAME_MISSING("New overlay node-name missing", "external_snapshot_prepare"),
  OVERLAY_NAME_TAKEN("New overlay node-name already in use", "external_snapshot_prepare"),
  OVERLAY_IN_USE("The overlay is already in use", "external_snapshot_prepare"),
  OVERLAY_IS_FILTER("Filters cannot be used as overlays", "external_snapshot_prepare"),
  OVERLAY_HAS_BACKING("The overlay already has a backing image", "external_snapshot_prepare"),
  OVERLAY_WITHOUT_BACKING(
      "The overlay does not support backing images", "external_snapshot_prepare"),
  CHANGED_WITHOUT_BACKING(
      "not allowing backing file change on an image without a backing file",
      "qmp_change_backing_file"),
  CHANGED_NOT_IN_CHAIN("'%s' and image file are not in the same chain", "qmp_change_backing_file"),
  BACKING_FILE_UNCHANGEABLE("Could not change backing file to '%s': %s", "qmp_change_backing_file");

  private final String form;
  private final String source;

  SnapshotRefusal(String form, String source) {
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
}
