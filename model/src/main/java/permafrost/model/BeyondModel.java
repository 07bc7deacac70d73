package permafrost.model;

/**
 * Refusals that a command can come to, but that the model does not predict yet: what leads there is
 * unmodelled. They count as not seen.
 */
public enum BeyondModel implements Refusal {
  HEADER_NOT_READ("Could not read qcow2 header: %s", "qcow2_do_open"),
  DIRTY_NOT_REPAIRED("Could not repair dirty image: %s", "qcow2_do_open"),
  JSON_FILE_NAME_BROKEN("Could not parse the JSON options: %s", "parse_json_filename");

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
