package permafrost.qmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The monitor's socket: bytes out, lines in. It never blocks on writing, so that a QEMU which stops
 * reading while it answers cannot lock up with us.
 */
final class Wire implements AutoCloseable {
  private static final int FIRST_SIZE = 16 * 1024;
  private static final int LONGEST_LINE = 64 * 1024 * 1024;

  /** What came of waiting for bytes. */
  enum State {
    /** Some have come. */
    MORE,
    /** None came before the deadline. */
    TIMEOUT,
    /** None will ever come: the other side has closed the socket. */
    END,
    /** One line has grown beyond 64 MiB. */
    FLOOD
  }

  private final Transport transport;
  private final SelectableChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
  private byte[] bytes = new byte[FIRST_SIZE];
  private int start;
  private int scanned;
  private int end;

  /**
   * Takes over what the monitor is met with, also its closing.
   *
   * @param selector woken when the process ends; to be closed with it
   */
  Wire(Listener.Met met, Selector selector) throws IOException {
    this.transport = met.transport();
    this.channel = transport.channel();
    this.selector = selector;
    channel.configureBlocking(false);
    this.key = channel.register(selector, SelectionKey.OP_READ);
    room().put(met.first());
    end += met.first().length;
  }

  /** Sends, or keeps for later what the socket does not take at once. */
  void send(byte[] message) {
    unsent.add(ByteBuffer.wrap(message));
    flush();
  }

  private void flush() {
    try {
      while (!unsent.isEmpty()) {
        ByteBuffer message = unsent.element();
        int before = message.remaining();
        transport.write(message);
        if (!message.hasRemaining()) {
          unsent.remove();
        } else if (message.remaining() == before) {
          return;
        }
      }
    } catch (IOException closed) {
      // The reading side will find the socket's end, and what QEMU said before it.
      unsent.clear();
    }
  }

  /**
   * Waits until bytes come.
   *
   * @param deadline in {@link System#nanoTime}; one in the past only looks
   */
  State read(long deadline) {
    if (scanned < end) {
      return State.MORE;
    }
    try {
      while (true) {
        int count = transport.read(room());
        if (count != 0) {
          end += Math.max(count, 0);
          return count < 0 ? State.END : end - start > LONGEST_LINE ? State.FLOOD : State.MORE;
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return State.TIMEOUT;
        }
        select(left);
      }
    } catch (IOException reset) {
      return State.END;
    }
  }

  private void select(long nanos) throws IOException {
    key.interestOps(
        unsent.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
    selector.selectedKeys().clear();
    if (Thread.currentThread().isInterrupted()) {
      throw new HostException("waiting for QEMU was interrupted");
    }
    flush();
  }

  private ByteBuffer room() {
    if (start > 0 && start == end) {
      start = 0;
      scanned = 0;
      end = 0;
    }
    int most = transport.mostAtOnce();
    if (bytes.length - end < most) {
      int kept = end - start;
      boolean fits = kept < bytes.length / 2 && bytes.length - kept >= most;
      byte[] next = fits ? bytes : new byte[Math.max(2 * bytes.length, kept + most)];
      System.arraycopy(bytes, start, next, 0, end - start);
      scanned -= start;
      end -= start;
      start = 0;
      bytes = next;
    }
    return ByteBuffer.wrap(bytes, end, bytes.length - end);
  }

  /** The next whole line that has come, without its line feed. */
  Optional<byte[]> line() {
    while (scanned < end) {
      if (bytes[scanned++] == '\n') {
        byte[] line = Arrays.copyOfRange(bytes, start, scanned - 1);
        start = scanned;
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  /** What has come after the last whole line, at most its first 4096 bytes. */
  String rest() {
    return new String(bytes, start, Math.min(end - start, 4096), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try (selector;
        channel) {
      unsent.clear();
    } catch (IOException e) {
      // Nothing more is wanted of it, and the process is killed next.
      return;
    }
  }
}
