package permafrost.qmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program started as if it were a storage daemon, which does on the monitor's socket what its
 * arguments say, in order: {@code connect}, {@code say TEXT} ({@code ~} standing for a line's end),
 * {@code hear} one command, {@code print TEXT} on standard error, {@code mute-once FILE} (wait for
 * ever if FILE is not there yet, and make it), {@code say-once FILE TEXT} (likewise), {@code delay
 * MILLISECONDS}, {@code work MILLISECONDS} without a rest, {@code shut} the socket, {@code wait}
 * for ever, {@code exit CODE}.
 */
final class ScriptedPeer {
  static final String GREETING = "say {\"QMP\":{\"version\":{},\"capabilities\":[]}}~";
  static final String DONE = "say {\"return\":{}}~";

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private ScriptedPeer() {}

  /** One that has connected, greeted and answered the first command, and then does these steps. */
  static Launch ready(Path folder, Limits limits, String... steps) {
    Stream<String> opening = Stream.of("connect", GREETING, "hear", DONE);
    return raw(folder, limits, Stream.concat(opening, Stream.of(steps)).toArray(String[]::new));
  }

  /** One that does these steps only. */
  static Launch raw(Path folder, Limits limits, String... steps) {
    Path none = Path.of("/bin/false");
    Program program =
        new Program(
            Program.Kind.STORAGE_DAEMON,
            Path.of("-"),
            java(ScriptedPeer.class),
            none,
            none,
            "0",
            "");
    return new Launch(
        program, folder, List.of(steps), Launch.Machine.NONE, Launch.Monitor.STREAM, limits);
  }

  /** The same, its monitor reached by datagrams. */
  static Launch overDatagrams(Launch launch) {
    return new Launch(
        launch.program(),
        launch.folder(),
        launch.args(),
        launch.machine(),
        Launch.Monitor.DATAGRAMS,
        launch.limits());
  }

  /** The command line that runs a test class's main method. */
  static List<String> java(Class<?> main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-cp",
        System.getProperty("java.class.path"),
        main.getName());
  }

  /**
   * Plays the steps after {@code - --chardev socket,id=m,path=PATH --monitor chardev=m}, or {@code
   * udp,…,port=PORT,…}.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    boolean datagrams = args[2].startsWith("udp,");
    try (ByteChannel monitor =
        datagrams ? DatagramChannel.open(StandardProtocolFamily.INET) : stream()) {
      for (String step : List.of(args).subList(5, args.length)) {
        String[] words = step.split(" ", 2);
        switch (words[0]) {
          case "connect" -> connect(monitor, args[2]);
          case "say" -> say(monitor, words[1].replace("~", "\r\n"));
          case "hear" -> hear(monitor);
          case "print" -> System.err.println(words[1]);
          case "mute-once" -> {
            if (!Files.exists(Path.of(words[1]))) {
              Files.createFile(Path.of(words[1]));
              new CountDownLatch(1).await();
            }
          }
          case "delay" ->
              new CountDownLatch(1).await(Long.parseLong(words[1]), TimeUnit.MILLISECONDS);
          case "work" -> work(Duration.ofMillis(Long.parseLong(words[1])));
          case "say-once" -> {
            String[] fileAndText = words[1].split(" ", 2);
            if (!Files.exists(Path.of(fileAndText[0]))) {
              Files.createFile(Path.of(fileAndText[0]));
              say(monitor, fileAndText[1].replace("~", "\r\n"));
            }
          }
          case "shut" -> ((SocketChannel) monitor).shutdownOutput();
          case "wait" -> new CountDownLatch(1).await();
          case "exit" -> Runtime.getRuntime().halt(Integer.parseInt(words[1]));
          default -> throw new IllegalArgumentException(step);
        }
      }
    }
  }

  private static ByteChannel stream() throws IOException {
    return SocketChannel.open(StandardProtocolFamily.UNIX);
  }

  private static void connect(ByteChannel monitor, String chardev) throws IOException {
    if (monitor instanceof DatagramChannel datagrams) {
      int port = Integer.parseInt(chardev.split(",port=|,localaddr=")[1]);
      datagrams.connect(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
    } else {
      ((SocketChannel) monitor)
          .connect(UnixDomainSocketAddress.of(Path.of(chardev.split("path=")[1])));
    }
  }

  private static void work(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  private static void say(ByteChannel monitor, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      monitor.write(bytes);
    }
  }

  private static void hear(ByteChannel monitor) throws IOException {
    ByteBuffer some = ByteBuffer.allocate(monitor instanceof DatagramChannel ? 1 << 16 : 1);
    int depth = 0;
    do {
      some.clear();
      if (monitor.read(some) < 0) {
        Runtime.getRuntime().halt(0);
      }
      some.flip();
      while (some.hasRemaining()) {
        byte c = some.get();
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      }
    } while (depth > 0);
  }
}
