package permafrost.properties.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.device.DeviceRefusal;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Graph;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.graph.User;
import permafrost.model.job.JobStatus;

/** What is known to be wrong in released QEMUs, and shows itself on an emulator only. */
public enum KnownMachineBug implements Avoidance {
  /** A read through a copy-on-read filter whose bottom is the node right below it dies. */
  READ_ABOVE_BOTTOM("copy-on-read-over-its-bottom") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return READING.stream().anyMatch(command.name()::startsWith)
          && mayReadAboveBottom(state.graph(), command);
    }
  },

  /** A node of the main loop, or a virtio disk, over one that lives in an iothread dies. */
  IOTHREAD_LOCK_NOT_HELD("iothread-lock-not-held") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      JsonNode arguments = command.arguments();
      Graph graph = state.graph();
      return switch (command.name()) {
        case "blockdev-add" -> namesNodeElsewhere(graph, arguments, GraphView.MAIN_CONTEXT);
        case "device_add" ->
            arguments.path("driver").asText().startsWith("virtio-blk")
                && namesNodeElsewhere(graph, arguments, GraphView.MAIN_CONTEXT);
        case "blockdev-reopen" -> reopensOverNodeElsewhere(graph, arguments.path("options"));
        case "x-blockdev-change" -> changesChildElsewhere(graph, arguments);
        case "blockdev-snapshot" -> drainsOverlayElsewhere(graph, arguments);
        default -> false;
      };
    }

    /** A throttle filter has something to do when it is drained, so that the drain waits. */
    private static boolean drainsOverlayElsewhere(Graph graph, JsonNode arguments) {
      return namesNodeElsewhere(graph, arguments, GraphView.MAIN_CONTEXT)
          && Arrays.stream(graph.order())
              .filter(node -> graph.context(node) != GraphView.MAIN_CONTEXT)
              .anyMatch(node -> graph.node(node).driver() == Driver.THROTTLE);
    }

    private static boolean changesChildElsewhere(Graph graph, JsonNode arguments) {
      Optional<Node> parent = graph.find(arguments.path("parent").asText());
      return parent
              .flatMap(node -> graph.child(node.number(), arguments.path("child").asText()))
              .filter(edge -> graph.context(edge.child()) != GraphView.MAIN_CONTEXT)
              .isPresent()
          || parent
              .filter(node -> namesNodeElsewhere(graph, arguments, graph.context(node.number())))
              .isPresent();
    }
  },

  /** A throttle filter is opened over a node in an iothread: the daemon dies. */
  THROTTLE_IN_IOTHREAD("throttle-over-node-in-iothread") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return opensElsewhere(Driver.THROTTLE, state.graph(), command.arguments());
    }
  },

  /** A qcow2 image over a node that is kept in an iothread does not open: the daemon aborts. */
  QCOW2_REFUSED_IN_IOTHREAD("refused-qcow2-in-iothread") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("blockdev-add")
          && prediction instanceof Prediction.Refused refused
          && refused.byCommand()
          && opensElsewhere(Driver.QCOW2, state.graph(), command.arguments());
    }
  },

  /** A node in an iothread is resized: its context stays locked, and the daemon aborts at quit. */
  RESIZE_IN_IOTHREAD("resize-in-iothread-keeps-lock") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("block_resize")
          && namesNodeElsewhere(state.graph(), command.arguments(), GraphView.MAIN_CONTEXT);
    }
  },

  /**
   * A write by {@code qemu-io} to an inactive node: its permission is not asked for, QEMU aborts.
   */
  WRITE_TO_INACTIVE("write-to-inactive-node") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      String line = command.arguments().path("command-line").asText();
      return command.name().equals("human-monitor-command")
          && (line.contains("\"write") || line.contains("\"discard"))
          && Arrays.stream(state.graph().order())
              .mapToObj(state.graph()::node)
              .anyMatch(node -> node.flags().inactive());
    }
  },

  /** {@code qemu-io} polls another thread's AioContext until zeroes are written: QEMU aborts. */
  ZEROES_IN_IOTHREAD("qemu-io-zeroes-in-iothread") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      String line = command.arguments().path("command-line").asText();
      return line.contains("\"write -z")
          && Arrays.stream(state.graph().order())
              .filter(node -> state.graph().context(node) != GraphView.MAIN_CONTEXT)
              .mapToObj(node -> " " + state.graph().node(node).name() + " ")
              .anyMatch(name -> line.contains(name) || line.contains(" -d "));
    }
  },

  /**
   * A stream, commit or backup of a node that only happens to live in an iothread dies, or hangs.
   */
  STREAM_OF_NODE_IN_IOTHREAD("stream-of-node-in-iothread", "iothread-lock-not-held") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return switch (command.name()) {
        case "block-stream", "block-commit" ->
            namesNodeElsewhere(state.graph(), command.arguments(), GraphView.MAIN_CONTEXT);
        case "blockdev-backup", "drive-backup" ->
            state
                .graph()
                .find(command.arguments().path("device").asText())
                .filter(node -> leavesIothread(node, state.graph(), prediction))
                .isPresent();
        default -> false;
      };
    }

    private boolean leavesIothread(Node source, Graph before, Prediction prediction) {
      return before.context(source.number()) != GraphView.MAIN_CONTEXT
          && switch (prediction) {
            case Prediction.Success success ->
                success.next().graph().context(source.number()) == GraphView.MAIN_CONTEXT;
            case Prediction.Refused refused -> refused.byCommand();
            case Prediction.Unmodelled ignored -> false;
          };
    }
  },

  /**
   * A qcow2 node that was reopened in its iothread leaves it while other exports are to end, too:
   * QEMU aborts, at the latest when it quits.
   */
  QCOW2_LEAVES_IOTHREAD("qcow2-leaves-iothread-under-lock") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && success.next().exports().all().size() > 1
          && (command.name().equals("blockdev-reopen")
              || success.next().exports().all().size() > state.exports().all().size())
          && Arrays.stream(state.graph().order())
              .filter(node -> state.graph().context(node) != GraphView.MAIN_CONTEXT)
              .anyMatch(node -> state.graph().node(node).driver() == Driver.QCOW2);
    }
  },

  /** A disk is refused its permissions: the drive that it was to have loses those it had. */
  REFUSED_DEVICE_DROPS_PERMISSIONS("refused-device-drops-permissions") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("device_add")
          && prediction instanceof Prediction.Refused refused
          && refused.byCommand()
          && !(refused.refusal() instanceof DeviceRefusal)
          && hasPermissions(state.graph(), command.arguments().path("drive").asText());
    }

    private boolean hasPermissions(Graph graph, String drive) {
      return Arrays.stream(graph.users())
          .filter(user ->
              graph.vertex(user) instanceof User.Backend backend && backend.name().equals(drive))
          .flatMap(user -> Arrays.stream(graph.children(user)))
          .anyMatch(edge -> graph.edge(edge).permissions() != Perm.NONE);
    }
  },

  /** A pending job is ended beside another one in an iothread: the command never returns. */
  JOB_ENDED_IN_IOTHREAD("end-of-job-in-iothread-hangs") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      JsonNode arguments = command.arguments();
      String id = arguments.path("id").asText(arguments.path("device").asText());
      Graph graph = state.graph();
      return (command.name().endsWith("job-finalize") || command.name().endsWith("job-cancel"))
          && prediction instanceof Prediction.Success
          && state.jobs().newestFirst().size() > 1
          && state.jobs().find(id).filter(job -> job.status() == JobStatus.PENDING).isPresent()
          && Arrays.stream(graph.order())
              .filter(node -> graph.context(node) != GraphView.MAIN_CONTEXT)
              .anyMatch(node -> AroundJobs.isUsedByJob(graph, node));
    }
  };

  private final List<String> divergences;

  KnownMachineBug(String... divergences) {
    this.divergences = List.of(divergences);
  }

  @Override
  public List<String> divergences() {
    return divergences;
  }

  private static boolean reopensOverNodeElsewhere(Graph graph, JsonNode entries) {
    for (JsonNode entry : entries) {
      int context =
          graph
              .find(entry.path("node-name").asText())
              .map(node -> graph.context(node.number()))
              .orElse(GraphView.MAIN_CONTEXT);
      if (namesNodeElsewhere(graph, entry, context)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a filter right above its bottom has users that may read it, or is to have one. */
  private static boolean mayReadAboveBottom(Graph graph, Command command) {
    for (int number : graph.order()) {
      if (graph.node(number).state() instanceof DriverState.CopyOnRead filter
          && filter.bottom() != Node.NOBODY
          && belowFilters(graph, number) == filter.bottom()
          && (graph.parents(number).length > 0
              || command.arguments().toString().contains(graph.node(number).name()))) {
        return true;
      }
    }
    return false;
  }

  /** The first node down the chain that is no filter. Source: {@code bdrv_skip_filters}. */
  private static int belowFilters(Graph graph, int from) {
    int at = from;
    while (graph.node(at).driver().isFilter()) {
      at = graph.childNumber(at, graph.node(at).driver().primaryChild());
    }
    return at;
  }

  /** Whether a node of this driver is to stand over one that lives in an iothread. */
  private static boolean opensElsewhere(Driver driver, Graph graph, JsonNode options) {
    boolean here =
        options.path("driver").asText().equals(driver.qapiName())
            && namesNodeElsewhere(graph, options, GraphView.MAIN_CONTEXT);
    return here
        || StreamSupport.stream(options.spliterator(), false)
            .anyMatch(member -> opensElsewhere(driver, graph, member));
  }

  /** Whether a node is named that lives in an iothread, and not in this context. */
  private static boolean namesNodeElsewhere(Graph graph, JsonNode options, int context) {
    for (JsonNode value : options) {
      boolean elsewhere =
          value.isTextual()
              && graph
                  .find(value.textValue())
                  .map(node -> graph.context(node.number()))
                  .filter(other -> other != GraphView.MAIN_CONTEXT && other != context)
                  .isPresent();
      if (elsewhere || namesNodeElsewhere(graph, value, context)) {
        return true;
      }
    }
    return false;
  }

  /** How commands begin that read nodes, or let jobs go on that do. */
  private static final List<String> READING =
      List.of(
          "human-monitor-command",
          "device_add",
          "blockdev-mirror",
          "blockdev-backup",
          "drive-",
          "block-",
          "job-",
          "block_resize");
}
