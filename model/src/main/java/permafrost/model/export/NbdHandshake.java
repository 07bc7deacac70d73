package permafrost.model.export;

import java.util.Optional;
import permafrost.model.Refusal;

/**
 * What an NBD client says of a server that does not keep to the protocol, or that wants TLS.
 * Nothing leads to these, since the only server is QEMU's own.
 */
public enum NbdHandshake implements Refusal {
  NBD_MAGIC_BAD("Bad initial magic received: 0x%s", "nbd_start_negotiate"),
  NBD_SERVER_MAGIC_BAD("Bad server magic received: 0x%s", "nbd_start_negotiate"),
  NBD_FLAGS_NOT_SENT("Failed to send clientflags field: %s", "nbd_start_negotiate"),
  NBD_NAMES_NOT_SUPPORTED(
      "Server does not support non-empty export names", "nbd_receive_negotiate"),
  NBD_RESERVED_NOT_READ("Failed to read reserved block: %s", "nbd_receive_negotiate"),
  NBD_OLD_FLAGS_UNEXPECTED("Unexpected export flags %s", "nbd_negotiate_finish_oldstyle"),
  NBD_FIELD_NOT_READ("Failed to read %s: %s", "nbd_read"),
  NBD_REQUEST_HEADER_NOT_SENT(
      "Failed to send option request header: %s", "nbd_send_option_request"),
  NBD_REQUEST_DATA_NOT_SENT("Failed to send option request data: %s", "nbd_send_option_request"),
  NBD_REPLY_MAGIC_BAD("Unexpected option reply magic", "nbd_receive_option_reply"),
  NBD_REPLY_TO_OTHER_OPTION(
      "Unexpected option type %d (%s), expected %d (%s)", "nbd_receive_option_reply"),
  NBD_ERROR_TOO_LONG("server error %d (%s) message is too long", "nbd_handle_reply_err"),
  NBD_ERROR_NOT_READ("Failed to read option error %d (%s) message: %s", "nbd_handle_reply_err"),
  NBD_DENIED("Denied by server for option %d (%s)", "nbd_handle_reply_err"),
  NBD_PARAMETERS_INVALID("Invalid parameters for option %d (%s)", "nbd_handle_reply_err"),
  NBD_OPTION_NOT_SUPPORTED("Server lacks support for option %d (%s)", "nbd_handle_reply_err"),
  NBD_SERVER_SHUTTING_DOWN("Server shutting down before option %d (%s)", "nbd_handle_reply_err"),
  NBD_BLOCK_SIZE_REQUIRED(
      "Server requires INFO_BLOCK_SIZE for option %d (%s)", "nbd_handle_reply_err"),
  NBD_ERROR_UNKNOWN("Unknown error code when asking for option %d (%s)", "nbd_handle_reply_err"),
  NBD_REPLY_UNEXPECTED(
      "Server answered option %d (%s) with unexpected reply %d (%s)", "nbd_request_simple_option"),
  NBD_REPLY_TOO_LONG(
      "Option %d ('%s') response length is %d (it should be zero)", "nbd_request_simple_option"),
  NBD_ACKNOWLEDGEMENT_INVALID("server sent invalid NBD_REP_ACK", "nbd_opt_info_or_go"),
  NBD_EXPORT_NOT_TOLD("broken server omitted NBD_INFO_EXPORT", "nbd_opt_info_or_go"),
  NBD_INFO_UNEXPECTED("unexpected reply type %d (%s), expected %d (%s)", "nbd_opt_info_or_go"),
  NBD_INFO_TOO_SHORT("NBD_REP_INFO length %d is too short", "nbd_opt_info_or_go"),
  NBD_INFO_OF_OTHER_SIZE("remaining export info len %d is unexpected size", "nbd_opt_info_or_go"),
  NBD_INFO_NOT_READ("Failed to read info payload: %s", "nbd_opt_info_or_go"),
  NBD_SIZE_NOT_ALIGNED(
      "export size %d is not multiple of minimum block size %d", "nbd_opt_info_or_go"),
  NBD_LEAST_BLOCK_INVALID(
      "server minimum block size %d is not a power of two", "nbd_opt_info_or_go"),
  NBD_PREFERRED_BLOCK_INVALID("server preferred block size %d is not valid", "nbd_opt_info_or_go"),
  NBD_MOST_BLOCK_INVALID("server maximum block size %d is not valid", "nbd_opt_info_or_go"),
  NBD_CONTEXT_TOO_LONG(
      "Failed to negotiate meta context, server answered with unexpected length %d",
      "nbd_receive_one_meta_context"),
  NBD_CONTEXT_ACKNOWLEDGED_AT_LENGTH(
      "Unexpected length to ACK response", "nbd_receive_one_meta_context"),
  NBD_CONTEXT_REPLY_UNEXPECTED(
      "Unexpected reply type %d (%s), expected %d (%s)", "nbd_receive_one_meta_context"),
  NBD_CONTEXT_OTHER(
      "Failed to negotiate meta context '%s', server answered with different context '%s'",
      "nbd_negotiate_simple_meta_context"),
  NBD_CONTEXTS_TOO_MANY(
      "Server answered with more than one context", "nbd_negotiate_simple_meta_context"),
  NBD_LIST_OPTION_LENGTH_WRONG("incorrect option length %d", "nbd_receive_list"),
  NBD_LIST_END_TOO_LONG("length too long for option end", "nbd_receive_list"),
  NBD_LIST_NAME_LENGTH_WRONG("incorrect name length in server's list response", "nbd_receive_list"),
  NBD_LIST_DESCRIPTION_LENGTH_WRONG(
      "incorrect description length in server's list response", "nbd_receive_list"),
  NBD_EXPORT_NOT_LISTED("No export with name '%s' available", "nbd_receive_query_exports"),
  NBD_TLS_REQUIRED("TLS negotiation required before option %d (%s)", "nbd_handle_reply_err", true),
  NBD_TLS_NOT_OFFERED("Server does not support STARTTLS", "nbd_start_negotiate", true),
  NBD_TLS_REFUSED("Server don't support STARTTLS option", "nbd_receive_starttls", true);

  private static final String KEEPS_TO_PROTOCOL =
      "the only server is QEMU's own, which keeps to the protocol";
  private static final String NO_KEYS = "needs TLS credentials, and a scenario makes no keys";

  private final String form;
  private final String source;
  private final boolean ofTls;

  NbdHandshake(String form, String source) {
    this(form, source, false);
  }

  NbdHandshake(String form, String source, boolean ofTls) {
    this.form = form;
    this.source = source;
    this.ofTls = ofTls;
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
    return Optional.of(ofTls ? NO_KEYS : KEEPS_TO_PROTOCOL);
  }
}
