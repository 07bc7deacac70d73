package permafrost.model.open;

import java.util.HashSet;
import java.util.Set;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.graph.Edge;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Node;
import permafrost.model.graph.User;

/** Which iothread nodes and their users live in: what hangs together moves together, or not. */
public final class AioContexts {

  private static final int NO_EDGE = -1;

  private final GraphEdit edit;
  private final Rulebook rulebook;

  public AioContexts(Workpiece workpiece) {
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
  }

  /**
   * Moves a node and all that hangs together with it. Source: {@code bdrv_try_change_aio_context}.
   *
   * @throws Refused where a block backend stays where it is; nothing has moved then
   */
  public void move(int node, int context) {
    move(node, context, NO_EDGE);
  }

  /** The same for the node of a block backend, and itself. Source: {@code blk_set_aio_context}. */
  public void moveBackend(int backend, int context) {
    for (int edge : edit.children(backend)) {
      move(edit.edge(edge).child(), context, edge);
    }
    edit.move(backend, context);
  }

  /**
   * Brings the target of a job to where its source lives. There it stays, even if the job is
   * refused afterwards. Source: {@code qmp_blockdev_mirror}, {@code qmp_drive_mirror}, {@code
   * blockdev_backup_action}, {@code drive_backup_action}.
   *
   * @throws Refused where a block backend of the target stays where it is
   */
  public static void joinTarget(Workpiece piece, int source, int target) {
    int context = piece.edit().context(source);
    new AioContexts(piece).move(target, context);
    piece.leave(state -> {
      if (!state.graph().has(target)) {
        return state;
      }
      Workpiece left = new Workpiece(state, piece.rulebook());
      new AioContexts(left).move(target, context);
      return left.done();
    });
  }

  /**
   * Moves a node to the main loop if it can be. Source: {@code bdrv_detach_child}: what required
   * another context may be gone.
   */
  public void backToMain(int node) {
    if (edit.context(node) == GraphView.MAIN_CONTEXT) {
      return;
    }
    try {
      move(node, GraphView.MAIN_CONTEXT);
    } catch (Refused ignored) {
      return;
    }
  }

  /**
   * Brings the ends of an edge that is to be attached into one context: the child into its
   * parent's, else the parent into its child's. Source: {@code bdrv_attach_child_common}.
   *
   * @throws Refused where neither can be moved
   */
  public void join(Edge edge) {
    int wanted = edit.context(edge.parent());
    int former = edit.context(edge.child());
    if (wanted == former) {
      return;
    }
    try {
      move(edge.child(), wanted);
    } catch (Refused refused) {
      try {
        Journey journey = new Journey(former);
        journey.parent(edge.parent());
        journey.arrive();
      } catch (Refused ignored) {
        throw refused;
      }
    }
  }

  private void move(int node, int context, int ignoredEdge) {
    Journey journey = new Journey(context);
    journey.passed.add(ignoredEdge);
    journey.node(node);
    journey.arrive();
  }

  /** One attempt to move: first everybody is asked, then all move. */
  private final class Journey {

    private final int context;
    private final Set<Integer> passed = new HashSet<>();
    private final Set<Integer> travellers = new HashSet<>();

    Journey(int context) {
      this.context = context;
    }

    /** Source: {@code bdrv_change_aio_context}. */
    void node(int node) {
      if (edit.context(node) == context) {
        return;
      }
      for (int edge : edit.parents(node)) {
        if (passed.add(edge)) {
          parent(edit.edge(edge).parent());
        }
      }
      children(node);
      travellers.add(node);
    }

    private void children(int parent) {
      for (int edge : edit.children(parent)) {
        if (passed.add(edge)) {
          node(edit.edge(edge).child());
        }
      }
    }

    /** Source: {@code BdrvChildClass.change_aio_ctx}. */
    void parent(int parent) {
      switch (edit.vertex(parent)) {
        case Node node -> node(node.number());
        case User.Backend backend -> {
          if (backend.contextFixed()) {
            rulebook.refuse(ContextRefusal.BACKEND_CONTEXT_FIXED);
          }
          travellers.add(parent);
        }
        case User.JobParent ignored -> {
          children(parent);
          travellers.add(parent);
        }
      }
    }

    void arrive() {
      travellers.forEach(vertex -> edit.move(vertex, context));
    }
  }
}
