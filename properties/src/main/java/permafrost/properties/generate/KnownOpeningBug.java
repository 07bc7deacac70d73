package permafrost.properties.generate;

import static permafrost.properties.generate.Touch.LARGEST_GRANULARITY;
import static permafrost.properties.generate.Touch.holdsNegativeNullSize;

import java.util.Arrays;
import java.util.List;
import permafrost.model.Command;
import permafrost.model.Prediction;
import permafrost.model.State;
import permafrost.model.driver.BlkdebugRefusal;
import permafrost.model.graph.DriverState;
import permafrost.model.qapi.QapiRefusal;

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
          && refused.refusal().name().equals("CYCLE")
          && !refused.description().contains(" a backing child of ");
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
          && !(refused.refusal() instanceof QapiRefusal)
          && !(refused.refusal() instanceof BlkdebugRefusal)
          && command
              .arguments()
              .findValuesAsText("config")
              .contains(ConfigFile.UNKNOWN_OPTION.path());
    }
  },

  /** The daemon aborts in {@code bdrv_create_dirty_bitmap}. */
  MIN_CLUSTER_SIZE_TOO_BIG("cbw-min-cluster-size-too-big") {
    @Override
    public boolean meets(State state, Command command, Prediction prediction) {
      return prediction instanceof Prediction.Success success
          && Arrays.stream(success.next().graph().order())
              .mapToObj(number -> success.next().graph().node(number).state())
              .anyMatch(each ->
                  each instanceof DriverState.CopyBeforeWrite filter
                      && filter.clusterSize() > LARGEST_GRANULARITY);
    }
  };

  private final List<String> divergences;

  KnownOpeningBug(String... divergences) {
    this.divergences = List.of(divergences);
  }

  @Override
  public List<String> divergences() {
    return divergences;
  }
}
