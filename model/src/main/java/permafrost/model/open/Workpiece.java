package permafrost.model.open;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import permafrost.model.Event;
import permafrost.model.Rulebook;
import permafrost.model.State;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.GraphView;
import permafrost.model.image.Files;
import permafrost.model.job.JobsEdit;
import permafrost.model.permission.Permissions;

/** What a command works on: the graph in the making, and all else of the state. */
public final class Workpiece {

  private final GraphEdit edit;
  private final Rulebook rulebook;
  private final Permissions permissions;
  private final List<Event> events = new ArrayList<>();
  private final JobsEdit<Workpiece> jobs;
  private final List<Integer> attached = new ArrayList<>();
  private final List<UnaryOperator<State>> traces = new ArrayList<>();
  private State state;

  /** Begins with a state. */
  public Workpiece(State before, Rulebook rulebook) {
    this.state = before;
    this.rulebook = rulebook;
    edit = new GraphEdit(before.graph(), before.madeUpNames());
    permissions = new Permissions(edit, rulebook);
    jobs = new JobsEdit<>(before.jobs(), rulebook, this);
  }

  /** The graph that is being made. */
  public GraphEdit edit() {
    return edit;
  }

  public Rulebook rulebook() {
    return rulebook;
  }

  public Permissions permissions() {
    return permissions;
  }

  /** All but the graph, as it stands. Its graph is the one from before. */
  public State state() {
    return state;
  }

  /** Changes something of the state that is not the graph. */
  public void update(UnaryOperator<State> change) {
    state = change.apply(state);
  }

  /** The jobs as they stand. */
  public JobsEdit<Workpiece> jobs() {
    return jobs;
  }

  /** What opening a file finds. */
  public Files files() {
    return state.files();
  }

  /** Says that QEMU must send an event, after those said before. */
  public void emit(Event event) {
    events.add(event);
  }

  /**
   * Remembers that a node got a parent. Where the command is refused later, the parent goes, and
   * with it the reason to live elsewhere than in the main loop. Source: {@code bdrv_detach_child}.
   */
  void attached(int child) {
    attached.add(child);
  }

  /** Remembers what stays although the command is refused. */
  public void leave(UnaryOperator<State> trace) {
    traces.add(trace);
  }

  /**
   * The state as a refused command leaves it: as it was, but for a few things that no one sees.
   *
   * @param before the state before the command
   */
  public State abandoned(State before) {
    State left = before.with(before.graph(), edit.madeUpNames());
    for (UnaryOperator<State> trace : traces) {
      left = trace.apply(left);
    }
    State traced = left;
    if (attached.stream().allMatch(child -> livesInMain(traced, child))) {
      return left;
    }
    Workpiece after = new Workpiece(left, rulebook);
    for (int child : attached) {
      if (!livesInMain(left, child)) {
        new AioContexts(after).backToMain(child);
      }
    }
    return after.done();
  }

  private static boolean livesInMain(State state, int child) {
    return !state.graph().has(child) || state.graph().context(child) == GraphView.MAIN_CONTEXT;
  }

  /** All events, those of a command that is refused in the end included. */
  public List<Event> events() {
    List<Event> all = new ArrayList<>(events);
    all.addAll(jobs.events());
    return all;
  }

  /** The state as the command leaves it; the workpiece is not used afterwards. */
  public State done() {
    return state.with(jobs.done()).with(edit.done(), edit.madeUpNames());
  }
}
