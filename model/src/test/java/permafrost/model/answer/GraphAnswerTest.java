package permafrost.model.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static permafrost.model.graph.Perm.ALL;
import static permafrost.model.graph.Perm.CONSISTENT_READ;
import static permafrost.model.graph.Perm.NONE;
import static permafrost.model.graph.Perm.RESIZE;
import static permafrost.model.graph.Perm.WRITE;
import static permafrost.model.graph.Perm.WRITE_UNCHANGED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import permafrost.model.RealQemu;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Role;

/** The dump of a real daemon's graph, and the same with one thing wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GraphAnswerTest {

  private static final int READ_SHARED = CONSISTENT_READ | WRITE_UNCHANGED;

  private JsonNode real;

  @BeforeAll
  void askTheDaemon(@TempDir Path folder) throws Exception {
    RealQemu.tool(folder, "qemu-img", "create", "-f", "qcow2", "a", "1M");
    RealQemu.tool(folder, "qemu-img", "create", "-f", "qcow2", "-b", "a", "-F", "qcow2", "b");
    List<JsonNode> replies =
        RealQemu.replies(
            folder,
            List.of(
                "{'execute':'blockdev-add','arguments':{'driver':'null-co','node-name':'n'}}",
                "{'execute':'blockdev-add','arguments':{'driver':'qcow2','node-name':'b',"
                    + "'file':{'driver':'file','node-name':'bf','filename':'b'},"
                    + "'backing':{'driver':'qcow2','node-name':'a',"
                    + "'file':{'driver':'file','node-name':'af','filename':'a'}}}}",
                "{'execute':'blockdev-add','arguments':{'driver':'copy-on-read',"
                    + "'node-name':'c','file':'n'}}",
                "{'execute':'x-debug-query-block-graph'}"));
    real = replies.get(3).get("return");
  }

  private static Graph graph() {
    return graph(Change.NOTHING);
  }

  private enum Change {
    NOTHING,
    LEFT_OUT,
    ADDED,
    TURNED
  }

  private static Graph graph(Change change) {
    Nodes nodes = new Nodes();
    DriverState any = new DriverState.Opening();
    int n = nodes.add("n", "{'driver':'null-co'}".replace('\'', '"'), any);
    int bf = nodes.add("bf", "{\"driver\":\"file\"}", any);
    int b = nodes.add("b", "{\"driver\":\"qcow2\"}", any);
    int af = nodes.add("af", "{\"driver\":\"file\"}", any);
    int a = nodes.add("a", "{\"driver\":\"qcow2\"}", any);
    if (change == Change.ADDED) {
      nodes.add("x", "{\"driver\":\"file\"}", any);
    }
    if (change == Change.TURNED) {
      nodes.link(b, "backing", Role.COW, a, NONE, ALL);
    }
    nodes.link(b, "file", Role.IMAGE, bf, CONSISTENT_READ | WRITE | RESIZE, READ_SHARED);
    if (change != Change.TURNED) {
      nodes.link(b, "backing", Role.COW, a, NONE, ALL);
    }
    if (change != Change.LEFT_OUT) {
      nodes.link(a, "file", Role.IMAGE, af, CONSISTENT_READ, READ_SHARED);
    }
    int c = nodes.add("c", "{\"driver\":\"copy-on-read\"}", any);
    nodes.link(c, "file", Role.FILTERED, n, WRITE_UNCHANGED, ALL);
    return nodes.graph();
  }

  @Test
  void agreesWithTheDaemon() {
    assertThat(new GraphAnswer(graph()).differenceTo(real)).isEmpty();
  }

  @Test
  void namesAPermissionThatIsNotTaken() {
    ObjectNode changed = real.deepCopy();
    ((ArrayNode) edge(changed, "bf").get("perm")).remove(0);
    assertThat(new GraphAnswer(graph()).differenceTo(changed))
        .contains(new Difference("edge perm", "node 'b' --file--> node 'bf'", "wrs", "wr"));
  }

  @Test
  void namesAPermissionThatIsSharedTooMuch() {
    ObjectNode changed = real.deepCopy();
    ((ArrayNode) edge(changed, "af").get("shared-perm")).add("write");
    assertThat(new GraphAnswer(graph()).differenceTo(changed))
        .contains(new Difference("edge shared-perm", "node 'a' --file--> node 'af'", "ur", "wur"));
  }

  @Test
  void namesAPermissionOfAnUnknownName() {
    ObjectNode changed = real.deepCopy();
    ((ArrayNode) edge(changed, "af").get("shared-perm")).add("graph-mod");
    assertThat(new GraphAnswer(graph()).differenceTo(changed))
        .map(Difference::actual)
        .contains("ur and one that is not known");
  }

  @Test
  void namesAnEdgeThatQemuHasAndTheModelHasNot() {
    assertThat(new GraphAnswer(graph(Change.LEFT_OUT)).differenceTo(real))
        .contains(
            new Difference("edge extra", "node 'a' --file--> node 'af'", "not there", "there"));
  }

  @Test
  void namesAnEdgeThatQemuLacks() {
    ObjectNode changed = real.deepCopy();
    ((ArrayNode) changed.get("edges")).remove(1);
    assertThat(new GraphAnswer(graph()).differenceTo(changed))
        .map(Difference::what)
        .contains("edge missing");
  }

  @Test
  void namesANodeThatQemuLacks() {
    assertThat(new GraphAnswer(graph(Change.ADDED)).differenceTo(real))
        .contains(new Difference("node missing", "node 'x'", "there", "not there"));
  }

  @Test
  void namesANodeThatTheModelLacks() {
    ObjectNode changed = real.deepCopy();
    ((ArrayNode) changed.get("nodes"))
        .addObject()
        .put("id", 7)
        .put("name", "")
        .put("type", "block-backend");
    assertThat(new GraphAnswer(graph()).differenceTo(changed))
        .contains(new Difference("node extra", "block-backend ''", "not there", "there"));
  }

  @Test
  void namesAnotherOrderOfEdges() {
    assertThat(new GraphAnswer(graph(Change.TURNED)).differenceTo(real))
        .map(Difference::what)
        .contains("edge order");
  }

  @Test
  void namesWhatIsNoGraphAtAll() {
    assertThat(new GraphAnswer(graph()).differenceTo(Nodes.json("{}")))
        .map(Difference::what)
        .contains("node missing");
  }

  /** The edge to the child of this name. */
  private static JsonNode edge(JsonNode answer, String child) {
    int id = 0;
    for (JsonNode node : answer.get("nodes")) {
      if (node.get("name").asText().equals(child)) {
        id = node.get("id").asInt();
      }
    }
    for (JsonNode edge : answer.get("edges")) {
      if (edge.get("child").asInt() == id) {
        return edge;
      }
    }
    throw new IllegalArgumentException("no edge to " + child);
  }
}
