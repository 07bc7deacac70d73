package permafrost.properties.command;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import permafrost.model.scenario.Scenario;
import permafrost.properties.campaign.Pending;
import permafrost.properties.lockstep.ScenarioRunner;
import permafrost.properties.lockstep.Staged;

/** Sets the next scenario up, in another thread, while one runs. Used by one thread. */
final class SetAhead implements AutoCloseable {

  private final ScenarioRunner runner;
  private final Iterator<Scenario> coming;
  private final ExecutorService setting = Executors.newSingleThreadExecutor();
  private Optional<Future<Staged>> next;

  SetAhead(ScenarioRunner runner, List<Scenario> scenarios) {
    this.runner = runner;
    this.coming = scenarios.iterator();
    this.next = begun();
  }

  private Optional<Future<Staged>> begun() {
    if (!coming.hasNext()) {
      return Optional.empty();
    }
    Scenario scenario = coming.next();
    return Optional.of(setting.submit(() -> runner.set(scenario)));
  }

  /**
   * The next scenario, to be ended by the caller.
   *
   * @throws permafrost.fixtures.Unusable if it can not be run
   * @throws permafrost.qmp.HostException if this machine has no space or process for it
   */
  Staged take() {
    Future<Staged> taken = next.orElseThrow();
    next = begun();
    return new Pending<>(taken).get();
  }

  /** Ends what was set up and not taken. */
  @Override
  public void close() {
    next.filter(future -> !future.cancel(false))
        .ifPresent(future -> setting.execute(() -> closed(future)));
    setting.close();
  }

  private static void closed(Future<Staged> future) {
    if (future.state() == Future.State.SUCCESS) {
      future.resultNow().close();
    }
  }
}
