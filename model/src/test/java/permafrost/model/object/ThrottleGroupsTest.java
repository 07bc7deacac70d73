package permafrost.model.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import permafrost.model.OutsideModel;
import permafrost.model.QemuVersion;
import permafrost.model.RealQemu;
import permafrost.model.Refusal;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.graph.Graph;

/** Throttle groups, made at random, in the model and in a real daemon. */
class ThrottleGroupsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Rulebook RULES = Rulebook.of(new QemuVersion(7, 2, 22));
  private static final int COMMANDS = 4000;
  private static final List<String> IDS =
      List.of("tg", "t2", "a-b.c_d", "type", "1x", "", "#t", "t/g", "\u00e4", "tg ", "Z9");
  private static final List<String> BUCKETS =
      List.of("iops-total", "iops-read", "iops-write", "bps-total", "bps-read", "bps-write");
  private static final List<String> ENDINGS = List.of("", "-max", "-max-length");
  private static final long[] VALUES = {
    0,
    0,
    1,
    1,
    2,
    10,
    10,
    100,
    4096,
    1L << 31,
    (1L << 32) - 1,
    1L << 32,
    (1L << 32) + 1,
    999_999_999_999_999L,
    1_000_000_000_000_000L,
    1_000_000_000_000_001L,
    Long.MAX_VALUE,
    -1,
    Long.MIN_VALUE,
    -(1L << 32),
    -(1L << 32) + 5
  };

  @Test
  void agreeWithTheDaemonOnRandomLimits(@TempDir Path folder) throws Exception {
    long seed = Long.getLong("permafrost.seed", new Random().nextLong());
    Random random = new Random(seed);
    List<ObjectNode> commands = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      commands.add(random.nextInt(4) == 0 ? deletion(random) : addition(random));
    }
    List<JsonNode> replies =
        RealQemu.replies(folder, commands.stream().map(ObjectNode::toString).toList());
    Set<ObjectRefusal> seen = EnumSet.noneOf(ObjectRefusal.class);
    ThrottleGroups groups = ThrottleGroups.NONE;
    for (int i = 0; i < COMMANDS; i++) {
      String predicted = "";
      try {
        groups = step(groups, commands.get(i));
      } catch (Refused refused) {
        predicted = refused.getMessage();
        seen.add((ObjectRefusal) refused.refusal());
      }
      assertThat(predicted)
          .as("seed %d, command %d: %s", seed, i, commands.get(i))
          .isEqualTo(replies.get(i).path("error").path("desc").asText());
    }
    assertThat(seen)
        .as("refusals that %d random commands have met, seed %d", COMMANDS, seed)
        .containsAll(
            EnumSet.complementOf(
                EnumSet.of(ObjectRefusal.OBJECT_IN_USE, ObjectRefusal.IOTHREAD_PROPERTY_RANGE)));
  }

  private static ThrottleGroups step(ThrottleGroups groups, ObjectNode command) {
    ObjectNode arguments = (ObjectNode) command.get("arguments");
    return command.get("execute").asText().equals("object-add")
        ? groups.add(arguments, RULES)
        : groups.delete(arguments.get("id").asText(), Graph.EMPTY, RULES);
  }

  private static ObjectNode deletion(Random random) {
    return command("object-del", JSON.createObjectNode().put("id", pick(IDS, random)));
  }

  private static ObjectNode addition(Random random) {
    ObjectNode arguments = JSON.createObjectNode().put("qom-type", "throttle-group");
    arguments.put("id", IDS.get(random.nextInt(random.nextBoolean() ? 2 : IDS.size())));
    if (random.nextInt(3) > 0) {
      limits(arguments.putObject("limits"), "", random);
    }
    if (random.nextInt(3) == 0) {
      limits(arguments, "x-", random);
    }
    return command("object-add", arguments);
  }

  /** Mostly one bucket, so that the deeper checks are reached. */
  private static void limits(ObjectNode into, String prefix, Random random) {
    int buckets = 1 + random.nextInt(random.nextInt(1, 4));
    for (int i = 0; i < buckets; i++) {
      String bucket = pick(BUCKETS, random);
      for (String ending : ENDINGS) {
        if (random.nextInt(3) > 0) {
          into.put(prefix + bucket + ending, VALUES[random.nextInt(VALUES.length)]);
        }
      }
    }
    if (random.nextInt(5) == 0) {
      into.put(prefix + "iops-size", VALUES[random.nextInt(VALUES.length)]);
    }
  }

  private static ObjectNode command(String name, ObjectNode arguments) {
    return JSON.createObjectNode().put("execute", name).set("arguments", arguments);
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  @Test
  void refuseToLoseAGroupThatHasMembers(@TempDir Path folder) throws Exception {
    List<JsonNode> replies =
        RealQemu.replies(
            folder,
            List.of(
                "{'execute':'object-add','arguments':{'qom-type':'throttle-group','id':'tg'}}",
                "{'execute':'blockdev-add','arguments':{'driver':'throttle','node-name':'t',"
                    + "'throttle-group':'tg','file':{'driver':'null-co'}}}",
                "{'execute':'object-del','arguments':{'id':'tg'}}"));
    ThrottleGroups groups = ThrottleGroups.NONE.add(group("tg"), RULES);
    assertThatThrownBy(() -> groups.delete("tg", "tg"::equals, RULES))
        .isInstanceOf(Refused.class)
        .hasMessage(replies.get(2).get("error").get("desc").asText());
  }

  @Test
  void goOnWhereARuleIsForgotten() {
    for (Refusal refusal : ObjectRefusal.values()) {
      Rulebook forgetful = RULES.forgetting(refusal.name());
      ThrottleGroups groups = ThrottleGroups.NONE.add(group("tg"), RULES);
      if (refusal == ObjectRefusal.OBJECT_ID_TAKEN) {
        assertThat(groups.add(group("tg"), forgetful).has("tg")).isTrue();
      }
      if (refusal == ObjectRefusal.OBJECT_NOT_FOUND) {
        assertThat(groups.delete("zz", Graph.EMPTY, forgetful)).isEqualTo(groups);
      }
      if (refusal == ObjectRefusal.OBJECT_IN_USE) {
        assertThat(groups.delete("tg", "tg"::equals, forgetful).has("tg")).isFalse();
      }
    }
  }

  @Test
  void knowNoOtherObjects() {
    ObjectNode thread = JSON.createObjectNode().put("qom-type", "iothread").put("id", "i");
    assertThatThrownBy(() -> ThrottleGroups.NONE.add(thread, RULES))
        .isInstanceOf(OutsideModel.class)
        .hasMessage("object-add of iothread");
  }

  private static ObjectNode group(String id) {
    return JSON.createObjectNode().put("qom-type", "throttle-group").put("id", id);
  }
}
