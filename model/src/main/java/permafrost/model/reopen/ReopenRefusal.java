package permafrost.model.reopen;

import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.Refusal;
import permafrost.model.Rewording;

/** How QEMU refuses a reopen, beside what it checks at open too. */
public enum ReopenRefusal implements Refusal {
  REOPEN_NODE_NAME_MISSING("Node name not specified", "qmp_blockdev_reopen") {
    @Override
    public Optional<Rewording> rewording() {
      return Optional.of(
          new Rewording(Behaviour.NODES_ARE_SPOKEN_OF_ALIKE, "node-name not specified"));
    }
  },
  NODE_NOT_FOUND("Cannot find node named '%s'", "qmp_blockdev_reopen") {
    @Override
    public Optional<Rewording> rewording() {
      return Optional.of(
          new Rewording(
              Behaviour.NODES_ARE_SPOKEN_OF_ALIKE, "Failed to find node with node-name='%s'"));
    }
  },
  /** Only where an NBD export has gone: no host here fails to write. */
  FLUSH_FAILED("Error flushing drive: %s", "bdrv_reopen_multiple"),
  NBD_EXPORT_READ_ONLY(
      "Can't reopen read-only NBD mount as read/write", "nbd_client_reopen_prepare"),
  REOPEN_UNSUPPORTED(
      "Block format '%s' used by node '%s' does not support reopening files",
      "bdrv_reopen_prepare"),
  OPTION_NOT_RESETTABLE(
      "Option '%s' cannot be reset to its default value", "bdrv_reset_options_allowed"),
  BACKING_MISSING("backing is missing for '%s'", "bdrv_reopen_prepare"),
  OPTION_UNCHANGEABLE("Cannot change the option '%s'", "bdrv_reopen_prepare"),
  IMPLICIT_CHILD_UNREPLACEABLE(
      "Cannot replace implicit %s child of %s", "bdrv_reopen_parse_file_or_backing"),
  FILTER_WITHOUT_CHILD(
      "'%s' is a %s filter node that does not support a %s child",
      "bdrv_reopen_parse_file_or_backing"),
  FROZEN_LINK_UNCHANGEABLE(
      "Cannot change frozen '%s' link from '%s' to '%s'", "bdrv_set_file_or_backing_noperm"),
  BACKING_UNSUPPORTED(
      "Driver '%s' of node '%s' does not support backing files", "bdrv_set_file_or_backing_noperm"),
  FORMAT_WITHOUT_FILE(
      "Cannot set file child to format node without file child", "bdrv_set_file_or_backing_noperm");

  private final String form;
  private final String source;

  ReopenRefusal(String form, String source) {
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
