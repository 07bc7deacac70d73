package permafrost.properties.campaign;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import permafrost.properties.lockstep.Ending;
import permafrost.properties.lockstep.Plan;
import permafrost.properties.lockstep.Staged;
import permafrost.properties.oracle.Divergence;

/**
 * Keeps the next cases ready while one runs, their QEMUs started, and sees the QEMUs of past cases
 * to their end: neither costs the running one anything but processor time. Used by one thread.
 */
final class Pipeline implements AutoCloseable {

  private static final int AHEAD = 2;
  private static final int BEHIND = 4;
  private static final long SECONDS_TO_CLOSE = 30;

  private final LongFunction<Ready> preparing;
  private final ExecutorService before = Executors.newSingleThreadExecutor();
  private final ExecutorService after = Executors.newSingleThreadExecutor();
  private final Deque<Pending<Ready>> ready = new ArrayDeque<>();
  private final Deque<Pending<Ended>> ending = new ArrayDeque<>();
  private long next;

  /**
   * A case that is set up.
   *
   * @param made as it was generated
   * @param staged its QEMU; empty where no case could be made
   */
  record Ready(CaseSource.Case made, Optional<Staged> staged) {}

  /**
   * A case whose QEMU was told to quit.
   *
   * @param plan what was run
   * @param careful whether it stepped around the known divergences
   * @param divergence if it did not end as it should
   */
  record Ended(Plan plan, boolean careful, Optional<Divergence> divergence) {}

  /** With what makes and sets up case n, called in another thread, from 0 on. */
  Pipeline(LongFunction<Ready> preparing) {
    this.preparing = preparing;
  }

  /** The next case; waits until it is set up. */
  Ready take() {
    while (ready.size() <= AHEAD) {
      long index = next++;
      ready.add(new Pending<>(before.submit(() -> preparing.apply(index))));
    }
    return ready.remove().get();
  }

  /** Sees a case to its end, in another thread: quits where all agreed, and cleans up. */
  void end(Staged staged, boolean careful, boolean agreed) {
    Callable<Ended> end =
        () -> {
          try (staged) {
            Optional<Divergence> divergence = agreed ? Ending.divergence(staged) : Optional.empty();
            return new Ended(staged.plan(), careful, divergence);
          }
        };
    ending.add(new Pending<>(after.submit(end)));
  }

  /** A case that has come to its end; waits for one where too many are on their way. */
  Optional<Ended> ended() {
    boolean due = !ending.isEmpty() && (ending.size() > BEHIND || ending.peek().future().isDone());
    return due ? Optional.of(ending.remove().get()) : Optional.empty();
  }

  /** As {@link #ended}, but waits for the last one. */
  Optional<Ended> last() {
    return ending.isEmpty() ? Optional.empty() : Optional.of(ending.remove().get());
  }

  /** Ends what was set up and not taken. */
  @Override
  public void close() {
    ready.forEach(pending -> {
      if (!pending.future().cancel(false)) {
        after.submit(() -> pending.get().staged().ifPresent(Staged::close));
      }
    });
    before.shutdown();
    after.shutdown();
    try {
      before.awaitTermination(SECONDS_TO_CLOSE, TimeUnit.SECONDS);
      after.awaitTermination(SECONDS_TO_CLOSE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
