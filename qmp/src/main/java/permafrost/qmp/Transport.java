package permafrost.qmp;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;

/** What carries bytes to a monitor and back; never blocks. */
sealed interface Transport {

  /** To wait on, and to close. */
  SelectableChannel channel();

  /** How many bytes one read may bring at once. */
  int mostAtOnce();

  /** Reads into a buffer; 0 where nothing is there yet, negative where nothing will ever come. */
  int read(ByteBuffer room) throws IOException;

  /** Takes as much as it can at once. */
  void write(ByteBuffer bytes) throws IOException;

  /** A stream of bytes, which QEMU reads one by one. */
  record Stream(SocketChannel channel) implements Transport {
    @Override
    public int mostAtOnce() {
      return 1;
    }

    @Override
    public int read(ByteBuffer room) throws IOException {
      return channel.read(room);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      channel.write(bytes);
    }
  }

  /** Datagrams, which QEMU reads as a whole. They end when the process does. */
  record Datagrams(DatagramChannel channel, Process process) implements Transport {

    /** What QEMU's buffer holds; the rest of a longer one would be lost. Source: char-udp.c. */
    private static final int LONGEST = 4096;

    @Override
    public int mostAtOnce() {
      return Listener.Datagrams.LONGEST;
    }

    @Override
    public int read(ByteBuffer room) throws IOException {
      boolean alive = process.isAlive();
      while (true) {
        try {
          int count = channel.read(room);
          return count == 0 && !alive ? -1 : count;
        } catch (PortUnreachableException dying) {
          // Told once of each message that came too late; what QEMU sent before is still there.
          continue;
        }
      }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      ByteBuffer part = bytes.slice();
      part.limit(Math.min(part.limit(), LONGEST));
      try {
        bytes.position(bytes.position() + channel.write(part));
      } catch (PortUnreachableException dying) {
        bytes.position(bytes.limit());
      }
    }
  }
}
