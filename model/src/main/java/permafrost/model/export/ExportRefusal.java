package permafrost.model.export;

import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.Refusal;

/** How QEMU refuses to start an NBD server, or to export a node. */
public enum ExportRefusal implements Refusal {
  NBD_SERVER_RUNNING("NBD server already running", "nbd_server_start"),
  SOCKET_PATH_TOO_LONG(
      "UNIX socket path '%s' is too long", "unix_listen_saddr, unix_connect_saddr"),
  SOCKET_NOT_UNLINKED("Failed to unlink socket %s: Is a directory", "unix_listen_saddr"),
  SOCKET_NOT_BOUND("Failed to bind socket to %s: No such file or directory", "unix_listen_saddr"),
  TLS_CREDENTIALS_NOT_FOUND("No TLS credentials with id '%s'", "nbd_get_tls_creds"),
  TLS_CREDENTIALS_OTHER_TYPE("Object with id '%s' is not TLS credentials", "nbd_get_tls_creds"),
  NBD_SERVER_NOT_RUNNING("NBD server not running", "nbd_export_create, qmp_nbd_server_stop"),
  FIXED_IOTHREAD_OF_SEVERAL("Cannot use fixed-iothread for a multi-threaded export", "blk_exp_add"),
  EXPORT_ID_INVALID("Invalid block export id", "blk_exp_add"),
  EXPORT_ID_TAKEN("Block export id '%s' is already in use", "blk_exp_add"),
  READ_ONLY_NODE_AS_WRITABLE("Cannot export read-only node as writable", "blk_exp_add"),
  IOTHREADS_EMPTY("The set of I/O threads must not be empty", "blk_exp_add"),
  EXPORT_IOTHREAD_NOT_FOUND("iothread \"%s\" not found", "blk_exp_add"),
  EXPORT_NAME_TOO_LONG("export name '%s' too long", "nbd_export_create"),
  EXPORT_DESCRIPTION_TOO_LONG("description '%s' too long", "nbd_export_create"),
  EXPORT_NAME_TAKEN("NBD server already has export named '%s'", "nbd_export_create"),
  EXPORTED_BITMAP_NOT_FOUND("Bitmap '%s' is not found", "nbd_export_create"),
  EXPORTED_BITMAP_NODE_NOT_FOUND("Node '%s' not found", "block_dirty_bitmap_lookup"),
  EXPORTED_NODE_BITMAP_NOT_FOUND("Dirty bitmap '%s' not found", "block_dirty_bitmap_lookup"),
  EXPORT_IN_USE("export '%s' still in use", "qmp_block_export_del"),
  EXPORT_NOT_FOUND("Export '%s' is not found", "qmp_block_export_del");

  private final String form;
  private final String source;

  ExportRefusal(String form, String source) {
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

  /** Those that need a list of threads. */
  @Override
  public Optional<Behaviour> needs() {
    return this == FIXED_IOTHREAD_OF_SEVERAL || this == IOTHREADS_EMPTY
        ? Optional.of(Behaviour.EXPORTS_TAKE_SEVERAL_IOTHREADS)
        : Optional.empty();
  }
}
