package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import permafrost.model.Command;

/** Throttle groups, and objects, that are refused. */
enum GroupMiss implements Idea {
  ID_TAKEN(4, s -> s.dice().oneOf(s.groups()).map(id -> Commands.objectAdd(group(id)))),
  ID_MALFORMED(2, s -> s.freeGroup().map(id -> Commands.objectAdd(group("1" + id)))),
  ID_EMPTY(1, s -> Optional.of(Commands.objectAdd(group("")))),
  ID_LEFT_OUT(1, s -> limited(s, o -> o.remove("id") != null)),
  ID_A_NUMBER(1, s -> limited(s, o -> !o.put("id", 1).isEmpty())),
  TYPE_UNKNOWN(1, s -> limited(s, o -> !o.put("qom-type", "z").isEmpty())),
  TYPE_LEFT_OUT(1, s -> limited(s, o -> o.remove("qom-type") != null)),
  MEMBER_UNKNOWN(1, s -> limited(s, o -> !o.put("z", 1).isEmpty())),
  LIMIT_UNKNOWN(1, s -> limit(s, "z", 1)),
  LIMIT_A_TEXT(1, s -> limited(s, o -> !o.putObject("limits").put("bps-read", "1").isEmpty())),
  LIMITS_A_NUMBER(1, s -> limited(s, o -> !o.put("limits", 1).isEmpty())),
  LIMIT_NEGATIVE(3, s -> limit(s, "iops-total", -1)),
  LIMIT_TOO_LARGE(3, s -> limit(s, "bps-total", 1_000_000_000_000_001L)),
  TOTAL_AND_READ(3, s -> limit(s, "iops-total", 1, "iops-read", 1)),
  TOTAL_AND_WRITE(2, s -> limit(s, "bps-total", 1, "bps-write", 1)),
  MAX_WITHOUT_AVERAGE(3, s -> limit(s, "bps-read-max", 1)),
  MAX_BELOW_AVERAGE(3, s -> limit(s, "iops-read", 9, "iops-read-max", 1)),
  LENGTH_WITHOUT_MAX(2, s -> limit(s, "bps-write", 1, "bps-write-max-length", 2)),
  LENGTH_ZERO(2, s -> limit(s, "iops-write", 1, "iops-write-max-length", 0)),
  LENGTH_NEGATIVE(1, s -> limit(s, "iops-write", 1, "iops-write-max-length", -1)),
  LENGTH_TOO_HIGH(
      2,
      s ->
          limited(
              s,
              o -> {
                ObjectNode limits = o.putObject("limits").put("bps-read", 1);
                limits.put("bps-read-max", 1_000_000_000_000_000L);
                return !limits.put("bps-read-max-length", 2).isEmpty();
              })),
  LENGTH_TOO_LARGE(2, s -> limit(s, "bps-read", 1, "bps-read-max-length", 1L << 32)),
  SIZE_WITHOUT_IOPS(2, s -> limit(s, "iops-size", 512)),
  PROPERTY_NEGATIVE(2, s -> limited(s, o -> !o.put("x-iops-total", -1).isEmpty())),
  PROPERTY_TOO_LARGE(
      1, s -> limited(s, o -> !o.put("x-bps-total", 1_000_000_000_000_001L).isEmpty())),
  PROPERTY_LENGTH_TOO_LARGE(
      1, s -> limited(s, o -> !o.put("x-iops-read-max-length", 1L << 32).isEmpty())),
  PROPERTY_MAX_WITHOUT_AVERAGE(1, s -> limited(s, o -> !o.put("x-bps-read-max", 5).isEmpty())),
  DEL_NOT_THERE(3, s -> s.freeGroup().map(Commands::objectDel)),
  DEL_USED(5, GroupMiss::delUsed);

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  GroupMiss(int weight, Function<Situation, Optional<Command>> suggestion) {
    this.weight = weight;
    this.suggestion = suggestion;
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public Optional<Command> suggest(Situation situation) {
    return suggestion.apply(situation);
  }

  private interface Change {
    boolean apply(ObjectNode options);
  }

  private static ObjectNode group(String id) {
    return Situation.json().put("qom-type", "throttle-group").put("id", id);
  }

  private static Optional<Command> limited(Situation situation, Change change) {
    return situation
        .freeGroup()
        .map(GroupMiss::group)
        .filter(change::apply)
        .map(Commands::objectAdd);
  }

  private static Optional<Command> limit(Situation situation, String key, long value) {
    return limited(situation, o -> !o.putObject("limits").put(key, value).isEmpty());
  }

  private static Optional<Command> limit(
      Situation situation, String key, long value, String key2, long value2) {
    return limited(
        situation, o -> !o.putObject("limits").put(key, value).put(key2, value2).isEmpty());
  }

  private static Optional<Command> delUsed(Situation situation) {
    List<String> used =
        situation.groups().stream()
            .filter(id ->
                !situation
                    .nodes(node -> node.options().text("throttle-group", "").equals(id))
                    .isEmpty())
            .toList();
    return situation.dice().oneOf(used).map(Commands::objectDel);
  }
}
