package permafrost.model.export;

import permafrost.model.Refusal;

/** How an NBD client does not come to its export. */
public enum NbdRefusal implements Refusal {
  NBD_EXPORT_NAME_TOO_LONG("export name too long to send to server", "nbd_process_options"),
  NBD_BITMAP_NAME_TOO_LONG(
      "x-dirty-bitmap query too long to send to server", "nbd_process_options"),
  DESCRIPTOR_NOT_PASSED("only QEMU supports file descriptor passing", "monitor_get_fd"),
  DESCRIPTOR_NOT_FOUND("File descriptor named '%s' has not been found", "monitor_get_fd"),
  SOCKET_NOT_CONNECTED("Failed to connect to '%s': %s", "unix_connect_saddr"),
  NBD_EXPORT_NOT_FOUND("Requested export not available", "nbd_handle_reply_err"),
  /** The bitmap is not found, or the export takes no writes; nobody hands the reason on. */
  NBD_EXPORT_UNFIT("Could not open image: %s", "bdrv_open_driver, nbd_handle_updated_info");

  private final String form;
  private final String source;

  NbdRefusal(String form, String source) {
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
