package permafrost.qmp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long to wait for a process: until a deadline, and further while it is at work, since one that
 * gets no processor or waits for a disk is slow and does not hang. It hangs when between two looks
 * at it nothing has moved, and also when it has used the processor for half the limit again, which
 * on a busy machine takes it longer, or has worked for far too long.
 */
final class Patience {
  /** How many times the limit a process at work may take. */
  private static final int AT_WORK = 6;

  /** How often one at work is looked at in the time of one limit. */
  private static final int LOOKS = 10;

  private final Process process;
  private final long slice;
  private final long last;
  private final Duration mostWork;
  private long deadline;
  private Duration processorTime = Duration.ofDays(-1);
  private Optional<Duration> atFirstLook = Optional.empty();

  /**
   * From now on.
   *
   * @param limit for a process that rests
   */
  Patience(Process process, Duration limit) {
    long now = System.nanoTime();
    this.process = process;
    this.slice = limit.toNanos() / LOOKS;
    this.mostWork = limit.dividedBy(2);
    this.deadline = now + limit.toNanos();
    this.last = now + AT_WORK * limit.toNanos();
  }

  /** Until when to wait before {@link #extended} is asked, in {@link System#nanoTime}. */
  long deadline() {
    return deadline;
  }

  /** Whether to wait for longer, until a later deadline. */
  boolean extended() {
    Duration before = processorTime;
    processorTime = process.info().totalCpuDuration().orElse(Duration.ZERO);
    atFirstLook = atFirstLook.or(() -> Optional.of(processorTime));
    boolean moved = !processorTime.equals(before) || wantsToMove();
    boolean worked = processorTime.minus(atFirstLook.get()).compareTo(mostWork) >= 0;
    long now = System.nanoTime();
    deadline = now + slice;
    return moved && !worked && now - last < 0;
  }

  /** Whether one of its threads runs, would like to, or waits for a disk. */
  private boolean wantsToMove() {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      return threads.map(Patience::state).anyMatch(state -> state == 'R' || state == 'D');
    } catch (IOException ended) {
      return false;
    }
  }

  /** The letter after the name in brackets: proc(5). */
  private static char state(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException ended) {
      return 'X';
    }
  }
}
