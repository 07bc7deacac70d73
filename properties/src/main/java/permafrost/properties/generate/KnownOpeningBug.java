package permafrost.properties.generate;

import static permafrost.properties.generate.Touch.LARGEST_GRANULARITY;
import static permafrost.properties.generate.Touch.holds;
import static permafrost.properties.generate.Touch.holdsNegativeNullSize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.QemuVersion;
import permafrost.model.Rulebook;
import permafrost.model.State;
import permafrost.model.driver.BlkdebugRefusal;
import permafrost.model.driver.BlkdebugRules;
import permafrost.model.driver.RequestAlignment;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Graph;
import permafrost.model.image.Image;

/** What is known to be wrong where nodes are opened. */
public enum KnownOpeningBug implements Avoidance {
  /** The daemon aborts in {@code null_file_open}. */
  NULL_SIZE_NEGATIVE("null-size-negative") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return holdsNegativeNullSize(command.arguments());
    }
  },

  /**
   * A copy-on-read filter whose {@code bottom} is not below it: the daemon goes round in circles in
   * {@code bdrv_is_backing_chain_frozen}.
   */
  BOTTOM_ELSEWHERE("copy-on-read-bottom-elsewhere") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Refused refused
          && refused.refusal().name().equals("BOTTOM_NOT_IN_CHAIN");
    }
  },

  /**
   * A file node that is refused for its {@code pr-manager} closes descriptor 0, which may be
   * another node's file by then.
   */
  MANAGER_UNKNOWN("refused-add-closes-descriptor-0") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Refused refused
          && refused.refusal().name().startsWith("PR_MANAGER_");
    }
  },

  /**
   * A child is given inline over the very node that is being opened, which has its name already but
   * no child yet: the child's driver asks it for its length, and it looks at a child that is not
   * there.
   */
  OPENED_OVER_ITSELF("opened-over-itself") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return command.name().equals("blockdev-add")
          && prediction instanceof Prediction.Refused refused
          && (refused.refusal().name().equals("CYCLE")
                  && !refused.description().contains(" a backing child of ")
              || refused.byCommand() && givesChildOver(command.arguments()));
    }

    /** Whether something below a child that is given inline has the new node's name. */
    private static boolean givesChildOver(JsonNode options) {
      return options.has("node-name")
          && holds(options, "driver", driver -> OPEN_CHILDREN_LATE.contains(driver.asText()))
          && options
              .valueStream()
              .anyMatch(
                  child -> child.isContainerNode() && namesBelow(child, options.get("node-name")));
    }

    private static boolean namesBelow(JsonNode given, JsonNode name) {
      return given.valueStream().anyMatch(child -> child.equals(name) || namesBelow(child, name));
    }
  },

  /**
   * Something is wrong with a node beside the last group of its blkdebug configuration: the daemon
   * aborts in {@code error_setv}.
   */
  CONFIG_LATE_FAULT("blkdebug-config-late-fault") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Refused refused
          && refused.byCommand()
          && !(refused.refusal() instanceof BlkdebugRefusal)
          && holds(command.arguments(), "config", path -> failsLate(state, path.asText()));
    }

    private static boolean failsLate(State state, String path) {
      return state.files().at(path).orElse(null) instanceof Image.Text text
          && BlkdebugRules.failLate(text, Rulebook.of(new QemuVersion(7, 2, 0)));
    }
  },

  /**
   * A node whose requests are larger than what a blkdebug filter below it takes: the daemon aborts
   * in {@code bdrv_aligned_preadv}.
   */
  MAX_TRANSFER_BELOW_ALIGN("blkdebug-max-transfer-below-align") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return switch (prediction) {
        case Prediction.Success success ->
            Arrays.stream(success.next().graph().order())
                .anyMatch(number -> takesLess(success.next().graph(), number, number));
        case Prediction.Refused refused ->
            refused.byCommand()
                && command.name().equals("blockdev-add")
                && takesLess(state.graph(), command.arguments(), 1);
        case Prediction.Unmodelled ignored -> false;
      };
    }

    private static boolean takesLess(Graph graph, int below, int above) {
      return takesLess(graph, below, RequestAlignment.of(graph.node(above)));
    }

    private static boolean takesLess(Graph graph, int below, long alignment) {
      long most = graph.node(below).options().number("max-transfer", 0);
      return most != 0 && most < alignment
          || Arrays.stream(graph.children(below))
              .anyMatch(edge -> takesLess(graph, graph.edge(edge).child(), alignment));
    }

    /** What is to be read of a node may be read before another is refused. */
    private static boolean takesLess(Graph graph, JsonNode options, long alignment) {
      long most = options.path("max-transfer").asLong();
      long own = Math.max(alignment, options.path("align").asLong());
      return most != 0 && most < alignment
          || graph
              .find(options.asText())
              .filter(node -> takesLess(graph, node.number(), alignment))
              .isPresent()
          || options.valueStream().anyMatch(each -> takesLess(graph, each, own));
    }
  },

  /** The daemon aborts in {@code bdrv_create_dirty_bitmap}. */
  MIN_CLUSTER_SIZE_TOO_BIG("cbw-min-cluster-size-too-big") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return switch (prediction) {
        case Prediction.Success success ->
            Arrays.stream(success.next().graph().order())
                .mapToObj(number -> success.next().graph().node(number).state())
                .anyMatch(each ->
                    each instanceof DriverState.CopyBeforeWrite filter
                        && filter.clusterSize() > LARGEST_GRANULARITY);
        case Prediction.Refused refused ->
            refused.byCommand() && holds(command.arguments(), "min-cluster-size", this::isTooBig);
        case Prediction.Unmodelled ignored -> false;
      };
    }

    /** What is no power of 2 is refused before. */
    private boolean isTooBig(JsonNode size) {
      return size.canConvertToLong()
          && size.longValue() > LARGEST_GRANULARITY
          && Long.bitCount(size.longValue()) == 1;
    }
  };

  private static final Set<String> OPEN_CHILDREN_LATE = Set.of("blkdebug", "blkverify", "quorum");

  private final List<String> divergences;

  KnownOpeningBug(String... divergences) {
    this.divergences = List.of(divergences);
  }

  @Override
  public List<String> divergences() {
    return divergences;
  }
}
