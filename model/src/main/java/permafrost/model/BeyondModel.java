package permafrost.model;

import java.util.Optional;

/**
 * Refusals that a command can come to, but that the model does not predict yet: what leads there is
 * unmodelled. They count as not seen.
 */
public enum BeyondModel implements Refusal {
  HEADER_NOT_READ("Could not read qcow2 header: %s", "qcow2_do_open"),
  DIRTY_NOT_REPAIRED("Could not repair dirty image: %s", "qcow2_do_open"),
  JSON_FILE_NAME_BROKEN("Could not parse the JSON options: %s", "parse_json_filename"),
  /** The image was found to be corrupt by a job that read it, and the node lost its driver. */
  REOPEN_WITHOUT_DRIVER("Block node '%s' has no driver left to reopen", "bdrv_reopen_prepare") {
    @Override
    public Optional<Behaviour> needs() {
      return Optional.of(Behaviour.REOPEN_REFUSES_NODE_WITHOUT_DRIVER);
    }
  },
  BOTTOM_NOT_OPENED("Bottom node '%s' not opened", "cor_open"),
  NODE_CORRUPTED("Node corrupted", "bdrv_set_file_or_backing_noperm"),
  NEW_AREA_NOT_ZEROED("Failed to zero out the new area: %s", "qcow2_co_truncate"),
  RAW_SIZE_NOT_READ("Could not get image size: %s", "raw_apply_options");

  private final String form;
  private final String source;

  BeyondModel(String form, String source) {
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
