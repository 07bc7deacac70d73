package permafrost.qmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where one monitor reports; never blocks. */
sealed interface Listener extends AutoCloseable {

  /** QEMU's {@code -chardev}, by the name of {@code m}, that reports here. */
  String chardev();

  /** To wait on, for {@link #operation}. */
  SelectableChannel channel();

  /** What to wait for. */
  int operation();

  /** Whom the monitor talks to, once it has reported. */
  Optional<Met> meet(Process process) throws IOException;

  @Override
  void close();

  /**
   * A monitor that has reported.
   *
   * @param transport to it
   * @param first what it has said already
   */
  record Met(Transport transport, byte[] first) {}

  /** A listener of this kind. */
  static Listener open(Launch.Monitor monitor, Host host) {
    Path socket = host.socket();
    try {
      return switch (monitor) {
        case STREAM -> new Stream(socket);
        case DATAGRAMS -> new Datagrams();
      };
    } catch (IOException e) {
      throw HostException.of("listening for QEMU", socket, e);
    }
  }

  /** A Unix socket. */
  final class Stream implements Listener {
    private final Path path;
    private final ServerSocketChannel server;

    Stream(Path path) throws IOException {
      this.path = path;
      this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        server.configureBlocking(false);
        server.bind(UnixDomainSocketAddress.of(path), 1);
      } catch (IOException e) {
        server.close();
        throw e;
      }
    }

    @Override
    public String chardev() {
      return "socket,id=m,path=" + path.toString().replace(",", ",,");
    }

    @Override
    public SelectableChannel channel() {
      return server;
    }

    @Override
    public int operation() {
      return SelectionKey.OP_ACCEPT;
    }

    @Override
    public Optional<Met> meet(Process process) throws IOException {
      return Optional.ofNullable(server.accept())
          .map(channel -> new Met(new Transport.Stream(channel), new byte[0]));
    }

    @Override
    public void close() {
      try (server) {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // It lies in the host's folder, which is removed as a whole.
        return;
      }
    }
  }

  /** A port of the loopback device. Whoever greets there is the monitor, and alone heard then. */
  final class Datagrams implements Listener {

    /** What one datagram may bring, in bytes. */
    static final int LONGEST = 64 * 1024;

    private static final byte[] GREETING = "{\"QMP\"".getBytes(StandardCharsets.US_ASCII);

    private final DatagramChannel channel;
    private boolean met;

    Datagrams() throws IOException {
      this.channel = open();
    }

    static DatagramChannel open() throws IOException {
      DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
      try {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 8 * LONGEST);
        return channel.bind(new InetSocketAddress(loopback(), 0));
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }

    private static InetAddress loopback() throws IOException {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    /** Multiplexed, since such a character device counts as open before it has heard anything. */
    @Override
    public String chardev() {
      return "udp,id=m,mux=on,host=127.0.0.1,port="
          + channel.socket().getLocalPort()
          + ",localaddr=127.0.0.1,localport=0";
    }

    @Override
    public SelectableChannel channel() {
      return channel;
    }

    @Override
    public int operation() {
      return SelectionKey.OP_READ;
    }

    /** What another process still sends to this port, lent to it before, is no greeting. */
    @Override
    public Optional<Met> meet(Process process) throws IOException {
      ByteBuffer first = ByteBuffer.allocate(LONGEST);
      SocketAddress from = channel.receive(first);
      first.flip();
      if (from == null || !ByteBuffer.wrap(GREETING).equals(start(first))) {
        return Optional.empty();
      }
      channel.connect(from);
      met = true;
      byte[] said = new byte[first.remaining()];
      first.get(said);
      return Optional.of(new Met(new Transport.Datagrams(channel, process), said));
    }

    private static ByteBuffer start(ByteBuffer said) {
      return said.slice(0, Math.min(said.limit(), GREETING.length));
    }

    /** Closes it unless it has become the monitor's. */
    @Override
    public void close() {
      if (met) {
        return;
      }
      try {
        channel.close();
      } catch (IOException e) {
        // Nothing was to be had from it.
        return;
      }
    }
  }
}
