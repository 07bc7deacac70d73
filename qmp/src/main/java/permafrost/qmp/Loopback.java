package permafrost.qmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** The loopback device. */
final class Loopback {
  private static final long LIMIT_MILLISECONDS = 1000;

  /** Whether a datagram that is sent there arrives. */
  static final boolean CARRIES = carries();

  private Loopback() {}

  private static boolean carries() {
    try (DatagramChannel one = Listener.Datagrams.open();
        DatagramChannel other = Listener.Datagrams.open();
        Selector selector = Selector.open()) {
      other.register(selector, SelectionKey.OP_READ);
      one.send(ByteBuffer.wrap(new byte[1]), other.getLocalAddress());
      selector.select(LIMIT_MILLISECONDS);
      return other.receive(ByteBuffer.allocate(1)) != null;
    } catch (IOException none) {
      return false;
    }
  }
}
