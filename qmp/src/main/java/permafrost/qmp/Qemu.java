package permafrost.qmp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A running QEMU with its QMP monitor. Commands are {@linkplain #send sent} and their replies
 * {@linkplain #receive received} in the same order; several commands may be under way (QEMU takes
 * up to 8 and reads no further until it has answered one). Not for use by several threads at once.
 *
 * <p>The first {@link Fault} is the last: every later {@link #receive} gives the same one.
 *
 * <pre>{@code
 * try (Host host = Host.open(); Workspace folder = host.workspace()) {
 *   switch (Qemu.start(host, Launch.of(program, folder.path()))) {
 *     case Start.Running running -> {
 *       try (Qemu qemu = running.qemu()) {
 *         qemu.send("{\"execute\":\"query-jobs\"}");
 *         Outcome outcome = qemu.receive();
 *       }
 *     }
 *     case Start.Failed failed -> ...
 *   }
 * }
 * }</pre>
 */
public final class Qemu implements AutoCloseable {
  private static final byte[] PROBE =
      "{\"execute\":\"query-name\"}".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] QUIT = "{\"execute\":\"quit\"}".getBytes(StandardCharsets.US_ASCII);

  private final Launch launch;
  private final Ward ward;
  private final Wire wire;
  private final Diagnosis diagnosis;
  private final Deque<Reply> replies = new ArrayDeque<>();
  private final Deque<Event> events = new ArrayDeque<>();
  private JsonNode greeting = MissingNode.getInstance();
  private Optional<Fault> fault = Optional.empty();
  private boolean greetedTwice;
  private boolean ready;
  private long sent;
  private long answered;
  private long bytesSent;
  private long stdoutTaken;

  Qemu(Launch launch, Ward ward, Wire wire, Diagnosis diagnosis) {
    this.launch = launch;
    this.ward = ward;
    this.wire = wire;
    this.diagnosis = diagnosis;
  }

  /**
   * Starts a QEMU and brings its monitor to where it takes commands. One that is mute (some 7.2 and
   * 5.2 daemons never answer the first command), or greets twice, is killed and started again.
   *
   * @throws HostException if this machine cannot start a process or make a socket
   */
  public static Start start(Host host, Launch launch) {
    return new Launcher(host, launch).start();
  }

  /**
   * Sends a command, without waiting for anything.
   *
   * @param command one JSON value; over a stream its length is most of its price (QEMU reads it
   *     byte by byte)
   */
  public void send(byte[] command) {
    if (fault.isEmpty() && sent == answered) {
      pump(System.nanoTime());
    }
    byte[] numbered = numbered(command);
    sent++;
    bytesSent += numbered.length;
    if (fault.isEmpty()) {
      wire.send(numbered);
    }
  }

  /** Over datagrams a command has a number, from 0 on, that its reply has too. */
  private byte[] numbered(byte[] command) {
    int end = command.length - 1;
    boolean isNumbered =
        launch.monitor() == Launch.Monitor.DATAGRAMS && end > 1 && command[end] == '}';
    if (!isNumbered) {
      return command;
    }
    byte[] id = (",\"id\":" + sent + "}").getBytes(StandardCharsets.US_ASCII);
    byte[] numbered = Arrays.copyOf(command, end + id.length);
    System.arraycopy(id, 0, numbered, end, id.length);
    return numbered;
  }

  /** Sends a command, without blanks. */
  public void send(JsonNode command) {
    send(command.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a command, as it is written. */
  public void send(String command) {
    send(command.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The outcome of the oldest command whose outcome has not been received yet; waits for it as long
   * as {@link Limits#reply} says.
   *
   * @throws IllegalStateException if every command's outcome has been received
   * @throws LostReply if it will never come, though QEMU goes on; not over a stream
   */
  public Outcome receive() {
    return receive(launch.limits().reply());
  }

  private Outcome receive(Duration limit) {
    if (underWay() == 0 && fault.isEmpty()) {
      throw new IllegalStateException("every command's outcome has been received");
    }
    boolean inTime = fill(replies, patience(limit));
    if (!replies.isEmpty()) {
      return replies.remove();
    }
    if (!inTime) {
      late("a reply", limit);
    }
    return fault.orElseThrow();
  }

  /** Sends a command and receives its outcome; for when nothing else is under way. */
  public Outcome execute(String command) {
    send(command);
    return receive();
  }

  /** As {@link #receive}, for the daemon's first command: silence is no fault yet. */
  Optional<Outcome> receiveFirst(Duration limit) {
    fill(replies, patience(limit));
    Optional<Outcome> outcome =
        replies.isEmpty() ? fault.map(f -> f) : Optional.of(replies.remove());
    ready = true;
    sent = 0;
    answered = 0;
    bytesSent = 0;
    for (int early = events.size(); early > 0; early--) {
      Event event = events.remove();
      events.add(new Event(event.name(), event.data(), 0));
    }
    return outcome;
  }

  /** How many commands' outcomes are still to be received. */
  public int underWay() {
    return (int) (sent - answered) + replies.size();
  }

  /** The events that have come and were not taken yet, oldest first; does not wait. */
  public List<Event> takeEvents() {
    if (fault.isEmpty()) {
      pump(System.nanoTime());
    }
    List<Event> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  /**
   * Takes the oldest event not taken yet; waits for one to come.
   *
   * @param limit how long to wait
   * @return empty if none came in time, or there is a {@link #fault}
   */
  public Optional<Event> awaitEvent(Duration limit) {
    fill(events, patience(limit));
    return Optional.ofNullable(events.poll());
  }

  /** Every bound on waiting for it. */
  public Limits limits() {
    return launch.limits();
  }

  /** The fault, once there is one and it has been noticed. */
  public Optional<Fault> fault() {
    return fault;
  }

  /** What it prints on standard output since the last call, the last 64 KiB of it. */
  public String takeStdout() {
    byte[] text = ward.out().from(stdoutTaken);
    stdoutTaken = Math.max(stdoutTaken, ward.out().size());
    return new String(text, StandardCharsets.UTF_8);
  }

  /** What it has printed on standard error so far, the last 64 KiB of it. */
  public String stderr() {
    return ward.err().tail();
  }

  /** The greeting: an object with the member {@code QMP}. */
  public JsonNode greeting() {
    return greeting;
  }

  /** The bytes of all commands sent, {@code qmp_capabilities} left out. */
  public long bytesSent() {
    return bytesSent;
  }

  /** The process's number. */
  public long pid() {
    return ward.process().pid();
  }

  /**
   * Sends {@code quit} and waits for the process's end.
   *
   * @return empty if it ended with exit code 0; else what it did instead, which is the {@link
   *     Fault.Death} for any other exit
   */
  public Optional<Fault> quit() {
    send(QUIT);
    Duration limit = launch.limits().reply();
    Patience patience = patience(limit);
    while (fault.isEmpty() && sent > answered && comes(patience)) {
      continue;
    }
    if (fault.isEmpty() && sent > answered) {
      late("the reply to quit", limit);
    }
    Optional<Exit> exit =
        fault.isEmpty() ? ward.awaitAtWork(launch.limits().exit()) : Optional.empty();
    if (fault.isEmpty()) {
      fault =
          Optional.of(
              exit.map(e -> diagnosis.death(e, wire.rest()))
                  .orElseGet(() -> diagnosis.hang("exit", launch.limits().exit())));
    }
    return fault.filter(f -> !(f instanceof Fault.Death death && death.exit().clean()));
  }

  /** Kills it if it still runs, and waits for its end; removes what it printed. Idempotent. */
  @Override
  public void close() {
    wire.close();
    ward.end();
  }

  /** Waits for the greeting. */
  Optional<Fault> awaitGreeting() {
    Duration limit = launch.limits().start();
    Patience patience = patience(limit);
    while (fault.isEmpty() && greeting.isMissingNode()) {
      if (!comes(patience)) {
        late("the greeting", limit);
      }
    }
    return fault;
  }

  /** Whether it has greeted twice before it took a command; not over a stream. */
  boolean greetedTwice() {
    return greetedTwice;
  }

  private Patience patience(Duration limit) {
    return new Patience(ward.process(), limit);
  }

  private boolean fill(Deque<?> queue, Patience patience) {
    boolean inTime = true;
    while (inTime && queue.isEmpty() && fault.isEmpty()) {
      inTime = comes(patience);
    }
    return inTime;
  }

  /** Whether something has come, after waiting for it. */
  private boolean comes(Patience patience) {
    return pump(patience.deadline()) != Wire.State.TIMEOUT || patience.extended();
  }

  private void late(String awaited, Duration limit) {
    if (launch.monitor() == Launch.Monitor.DATAGRAMS && sent > answered) {
      lookForLost();
    }
    String half = wire.rest();
    fault =
        Optional.of(
            half.isEmpty()
                ? diagnosis.hang(awaited, limit)
                : new Fault.Garbage("half a line", half));
  }

  /** A QEMU that answers a later command is alive, and has answered the one before. */
  private void lookForLost() {
    send(PROBE);
    long deadline = System.nanoTime() + launch.limits().firstReply().toNanos();
    while (fault.isEmpty() && pump(deadline) != Wire.State.TIMEOUT) {
      continue;
    }
  }

  /** Reads once, and takes apart the lines that are there then. */
  private Wire.State pump(long deadline) {
    Wire.State state = wire.read(deadline);
    Optional<byte[]> line = wire.line();
    while (line.isPresent() && fault.isEmpty()) {
      take(line.get());
      line = wire.line();
    }
    if (fault.isEmpty() && state == Wire.State.END) {
      fault = Optional.of(diagnosis.socketEnded(wire.rest()));
    }
    if (fault.isEmpty() && state == Wire.State.FLOOD) {
      fault = Optional.of(new Fault.Garbage("a line without end", wire.rest()));
    }
    return state;
  }

  private void take(byte[] line) {
    switch (Message.parse(line)) {
      case Message.Greeting g when greeting.isMissingNode() -> greeting = g.value();
      case Message.Greeting g -> greetedAgain(line);
      case Message.Happening h -> events.add(new Event(h.name(), h.data(), answered));
      case Message.Answer a when sent > answered -> {
        if (a.id().isNumber() && a.id().longValue() != answered) {
          throw LostReply.to(answered);
        }
        answered++;
        replies.add(a.reply());
      }
      case Message.Answer a -> fault = Optional.of(new Fault.Unasked(a.reply()));
      case Message.Noise noise -> garbage(noise.why(), line);
    }
  }

  /**
   * A qemu-system that opens its multiplexed monitor just when the monitor's thread attaches to it
   * greets twice, and takes nothing but {@code qmp_capabilities} from then on. Source: {@code
   * open_muxes}, {@code qemu_chr_fe_set_handlers_full}.
   */
  private void greetedAgain(byte[] line) {
    boolean multiplexed = launch.monitor() == Launch.Monitor.DATAGRAMS;
    if (ready && multiplexed) {
      throw LostReply.greetedAgain();
    }
    greetedTwice = multiplexed;
    garbage("a second greeting", line);
  }

  private void garbage(String what, byte[] line) {
    String text = new String(line, 0, Math.min(line.length, 4096), StandardCharsets.UTF_8);
    fault = Optional.of(new Fault.Garbage(what, text));
  }
}
