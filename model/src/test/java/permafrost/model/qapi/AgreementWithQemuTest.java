package permafrost.model.qapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import permafrost.model.Command;

/**
 * Random commands on a real QEMU. No handler runs: a command that passes the visitor is sent with
 * one unknown member more, which is the last thing the visitor looks at.
 */
class AgreementWithQemuTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CASES = Integer.getInteger("permafrost.qapi.cases", 3000);
  private static final long SEED = Long.getLong("permafrost.qapi.seed", 245);

  @TempDir Path folder;

  @Test
  void refusesEveryCommandAsQemuDoes() throws IOException {
    try (Daemon qemu = Daemon.start(folder)) {
      Schema schema = Schema.of(qemu.reply("{\"execute\":\"query-qmp-schema\"}").path("return"));
      Random random = new Random(SEED);
      List<String> names = new ArrayList<>(schema.commandNames());
      names.removeAll(List.of("query-qmp-schema", "device_add"));
      List<String> blocks =
          names.stream().filter(name -> name.matches("blockdev-(add|reopen)|transaction")).toList();
      Map<QapiRefusal, Integer> seen = new EnumMap<>(QapiRefusal.class);
      for (int i = 0; i < CASES; i++) {
        List<String> from = i % 2 == 0 ? names : blocks;
        CommandType type = schema.command(from.get(random.nextInt(from.size()))).orElseThrow();
        double faults = List.of(0.0, 0.04, 0.1).get(random.nextInt(3));
        Command command = refused(schema, type, new RandomArguments(random, faults));
        QapiRefusal refusal = check(schema, command, qemu);
        seen.merge(refusal, 1, Integer::sum);
      }
      assertThat(seen.keySet())
          .contains(
              QapiRefusal.MEMBER_MISSING,
              QapiRefusal.MEMBER_UNEXPECTED,
              QapiRefusal.BLOCKDEV_REF_EXPECTED,
              QapiRefusal.ENUM_VALUE,
              QapiRefusal.INTEGER_EXPECTED);
    }
  }

  @Test
  void letsThroughWhatQemuLetsThrough() throws IOException {
    try (Daemon qemu = Daemon.start(folder)) {
      Schema schema = Schema.of(qemu.reply("{\"execute\":\"query-qmp-schema\"}").path("return"));
      Random random = new Random(SEED);
      // No node, job, export or object is there, so none of these can change anything. Left out is
      // blockdev-reopen: 7.2 aborts when its list is empty.
      List<String> names =
          schema.commandNames().stream()
              .filter(name ->
                  name.matches(
                      "(block-)?job-.*|block-dirty-bitmap-.*|block-(commit|stream|export-del)"
                          + "|blockdev-(del|snapshot|mirror|backup)|query-.*|object-del"))
              .toList();
      RandomArguments source = new RandomArguments(random, 0);
      Pattern visitors = visitorMessages();
      for (int i = 0; i < CASES / 10; i++) {
        CommandType type = schema.command(names.get(random.nextInt(names.size()))).orElseThrow();
        Command command = new Command(type.name(), source.of(type.arguments()));
        if (schema.visit(command) instanceof Verdict.Passed) {
          JsonNode error = qemu.reply(command.toJson().toString()).path("error");
          assertThat(error.path("desc").asText())
              .as(command.toJson().toString())
              .doesNotMatch(visitors);
        }
      }
    }
  }

  @Test
  void refusesMalformedRequestsAsQemuDoes() throws IOException {
    List<String> requests =
        List.of(
            "[]",
            "7",
            "{}",
            "{'id':1}",
            "{'execute':7}",
            "{'execute':'query-version','arguments':[]}",
            "{'execute':'query-version','arguments':null}",
            "{'execute':'query-version','argument':{}}",
            "{'execute':'query-version','exec-oob':'query-version'}",
            "{'exec-oob':'query-version'}",
            "{'x':1,'execute':7,'arguments':2,'y':3}",
            "{'y':1,'arguments':2,'execute':7,'x':3,'id':4}",
            "{'execute':'quit-not'}",
            "{'execute':'query-version','arguments':{'a':1,'b':2}}");
    try (Daemon qemu = Daemon.start(folder)) {
      Schema schema = Schema.of(qemu.reply("{\"execute\":\"query-qmp-schema\"}").path("return"));
      for (String request : requests) {
        String json = request.replace('\'', '"');
        Verdict expected = schema.visit(JSON.readTree(json), false);
        JsonNode error = qemu.reply(json).path("error");
        assertThat(expected).as(json).isInstanceOf(Verdict.Refused.class);
        assertThat(((Verdict.Refused) expected).description())
            .as(json)
            .isEqualTo(error.path("desc").asText());
      }
    }
  }

  private static Pattern visitorMessages() {
    return Pattern.compile(
        Arrays.stream(QapiRefusal.values())
            .map(refusal -> Pattern.quote(refusal.form()).replace("%s", "\\E.*\\Q"))
            .collect(Collectors.joining("|")));
  }

  private static Command refused(Schema schema, CommandType type, RandomArguments source) {
    ObjectNode arguments = source.of(type.arguments());
    Command command = new Command(type.name(), arguments);
    if (schema.visit(command) instanceof Verdict.Passed) {
      arguments.put("one-more", true);
    }
    return command;
  }

  private static QapiRefusal check(Schema schema, Command command, Daemon qemu) throws IOException {
    Verdict verdict = schema.visit(command);
    assertThat(verdict).as(command.toJson().toString()).isInstanceOf(Verdict.Refused.class);
    Verdict.Refused expected = (Verdict.Refused) verdict;
    JsonNode error = qemu.reply(command.toJson().toString()).path("error");
    assertThat(error.path("desc").asText())
        .as(command.toJson().toString())
        .isEqualTo(expected.description());
    assertThat(error.path("class").asText()).isEqualTo(expected.refusal().errorClass());
    return expected.refusal();
  }
}
