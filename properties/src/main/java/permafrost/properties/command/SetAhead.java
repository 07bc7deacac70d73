package permafrost.properties.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import permafrost.model.scenario.Scenario;
import permafrost.properties.campaign.Pending;
import permafrost.properties.lockstep.ScenarioRunner;
import permafrost.properties.lockstep.Staged;

/** Sets the next scenarios up, in other threads, while one runs. Used by one thread. */
final class SetAhead implements AutoCloseable {

  /** Most of the time goes into tools and QEMUs that start. */
  private static final int AHEAD = 2;

  private final ScenarioRunner runner;
  private final Iterator<Scenario> coming;
  private final ExecutorService setting = Executors.newFixedThreadPool(AHEAD);
  private final Deque<Future<Staged>> begun = new ArrayDeque<>();

  SetAhead(ScenarioRunner runner, List<Scenario> scenarios) {
    this.runner = runner;
    this.coming = scenarios.iterator();
    for (int i = 0; i < AHEAD; i++) {
      begin();
    }
  }

  private void begin() {
    if (coming.hasNext()) {
      Scenario scenario = coming.next();
      begun.add(setting.submit(() -> runner.set(scenario)));
    }
  }

  /**
   * The next scenario, to be ended by the caller.
   *
   * @throws permafrost.fixtures.Unusable if it can not be run
   * @throws permafrost.qmp.HostException if this machine has no space or process for it
   */
  Staged take() {
    Future<Staged> taken = begun.remove();
    begin();
    return new Pending<>(taken).get();
  }

  /** Ends what was set up and not taken. */
  @Override
  public void close() {
    setting.close();
    begun.forEach(SetAhead::closed);
  }

  private static void closed(Future<Staged> future) {
    if (future.state() == Future.State.SUCCESS) {
      future.resultNow().close();
    }
  }
}
