package permafrost.model.export;

/**
 * QEMU's own NBD server, which listens on a socket in the scenario's folder. Source: {@code
 * NBDServerData}.
 *
 * @param path of the socket
 * @param mostClients at one time; 0 is no limit
 */
public record NbdServer(String path, long mostClients) {}
