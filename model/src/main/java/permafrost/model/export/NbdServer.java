package permafrost.model.export;

/**
 * QEMU's own NBD server, which listens on a socket in the scenario's folder. Source: {@code
 * NBDServerData}.
 *
 * @param path of the socket
 */
public record NbdServer(String path) {}
