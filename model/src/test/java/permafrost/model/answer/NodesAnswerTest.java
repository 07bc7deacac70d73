package permafrost.model.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import permafrost.model.MadeUpName;
import permafrost.model.QemuVersion;
import permafrost.model.RealQemu;
import permafrost.model.Rulebook;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Role;
import permafrost.model.image.Qcow2Header;

/** The attributes that a real daemon shows of nodes, and the same with one thing wrong. */
class NodesAnswerTest {

  private static final Rulebook RULES = Rulebook.of(new QemuVersion(7, 2, 22));

  private static final int NODES = 60;
  private static final String LONG_NAME = "t".repeat(4100);
  private static final Qcow2Header OLD =
      new Qcow2Header(2, 1L << 20, 4096, 16, false, false, "zlib", "../a", "raw");
  private static final Qcow2Header RICH =
      new Qcow2Header(3, 3L << 20, 65536, 8, true, true, "zstd", "b:a", "raw");
  private static final String ODD_NAME = "q\"\\\u00e9\ud83d\ude00 \t";

  @TempDir private Path folder;

  private final Map<String, RandomNodes.Image> images = new LinkedHashMap<>();

  @BeforeEach
  void makeImages() throws Exception {
    Files.createDirectory(folder.resolve("d"));
    Files.write(folder.resolve("odd"), new byte[1000]);
    Files.write(folder.resolve(ODD_NAME), new byte[8192]);
    image("a", Nodes.header(1 << 20, ""), "size=1M");
    image("b", Nodes.header(2 << 20, "a"), "size=2M,backing_file=a,backing_fmt=qcow2");
    image("d/c", OLD, "size=1M,compat=0.10,cluster_size=4k,backing_file=../a,backing_fmt=raw");
    image(
        "d/r",
        RICH,
        "size=3M,refcount_bits=8,lazy_refcounts=on,extended_l2=on,compression_type=zstd,"
            + "backing_file=b:a,backing_fmt=raw");
    images.put("odd", new RandomNodes.Image(1000, null));
    images.put(ODD_NAME, new RandomNodes.Image(8192, null));
  }

  private void image(String path, Qcow2Header header, String options) throws Exception {
    int exit =
        RealQemu.tool(folder, "qemu-img", "create", "-u", "-f", "qcow2", "-o", options, path);
    assertThat(exit).as("exit code of qemu-img for %s", path).isZero();
    images.put(path, new RandomNodes.Image(Files.size(folder.resolve(path)), header));
  }

  @RepeatedTest(8)
  void agreesWithTheDaemonOnRandomNodes() throws Exception {
    long seed = Long.getLong("permafrost.seed", new Random().nextLong());
    List<String> groups = List.of("tg", LONG_NAME);
    RandomNodes nodes = new RandomNodes(new Random(seed), images, groups);
    List<String> commands = new ArrayList<>();
    for (String group : groups) {
      commands.add(
          "{'execute':'object-add','arguments':{'qom-type':'throttle-group','id':'"
              + group
              + "'}}");
    }
    commands.addAll(nodes.commands(NODES));
    commands.add("{'execute':'query-named-block-nodes'}");
    commands.add("{'execute':'query-named-block-nodes','arguments':{'flat':true}}");
    List<JsonNode> replies = RealQemu.replies(folder, commands);
    int added = groups.size() + NODES;
    Graph graph = nodes.graph(replies.subList(groups.size(), added));
    assertThat(graph.order().length).as("nodes added, seed %d", seed).isGreaterThan(NODES / 4);
    assertThat(new NodesAnswer(graph, false, RULES).differenceTo(replies.get(added).get("return")))
        .as("seed %d", seed)
        .isEmpty();
    assertThat(
            new NodesAnswer(graph, true, RULES).differenceTo(replies.get(added + 1).get("return")))
        .as("flat, seed %d", seed)
        .isEmpty();
  }

  /** A qcow2 with its file given inline, and a backing file that only its header names. */
  private Graph chain(long fileSize) {
    Nodes nodes = new Nodes();
    int bf =
        nodes.add(
            "#block0~", "{\"driver\":\"file\",\"filename\":\"b\"}", Nodes.file("b", fileSize));
    int b =
        nodes.add(
            "b", "{\"driver\":\"qcow2\"}", new DriverState.Qcow2(Nodes.header(2 << 20, "a"), "a"));
    int af =
        nodes.add(
            "#block1~",
            "{\"driver\":\"file\",\"filename\":\"a\",\"read-only\":true}",
            Nodes.file("a", images.get("a").size()));
    int a =
        nodes.add(
            "#block2~",
            "{\"driver\":\"qcow2\",\"read-only\":true}",
            new DriverState.Qcow2(Nodes.header(1 << 20, ""), ""));
    nodes.link(b, "file", Role.IMAGE, bf, 0, 0);
    nodes.link(a, "file", Role.IMAGE, af, 0, 0);
    nodes.link(b, "backing", Role.COW, a, 0, 0);
    return nodes.graph();
  }

  private JsonNode chainInTheDaemon() throws Exception {
    List<JsonNode> replies =
        RealQemu.replies(
            folder,
            List.of(
                "{'execute':'blockdev-add','arguments':{'driver':'qcow2','node-name':'b',"
                    + "'file':{'driver':'file','filename':'b'}}}",
                "{'execute':'query-named-block-nodes'}"));
    String text = replies.get(1).get("return").toString();
    return Nodes.JSON.readTree(MadeUpName.toModel(text));
  }

  @Test
  void agreesWithTheDaemonOnABackingFileFromTheHeader() throws Exception {
    assertThat(
            new NodesAnswer(chain(images.get("b").size()), false, RULES)
                .differenceTo(chainInTheDaemon()))
        .isEmpty();
  }

  @Test
  void doesNotPredictTheSizeOfAFileThatIsNotKnown() throws Exception {
    assertThat(
            new NodesAnswer(chain(NodeSize.UNKNOWN), false, RULES).differenceTo(chainInTheDaemon()))
        .isEmpty();
    assertThat(new NodesAnswer(chain(4096), false, RULES).differenceTo(chainInTheDaemon()))
        .map(Difference::what)
        .contains("file node image.virtual-size");
  }

  @Test
  void namesAWrongAttributeDeepInTheChainWithoutItsDepth() throws Exception {
    JsonNode answer = chainInTheDaemon();
    ObjectNode deep = (ObjectNode) answer.get(2).get("image").get("backing-image");
    ((ObjectNode) deep.get("format-specific").get("data")).put("lazy-refcounts", true);
    assertThat(new NodesAnswer(chain(images.get("b").size()), false, RULES).differenceTo(answer))
        .contains(
            new Difference(
                "qcow2 node image.backing-image.format-specific.data.lazy-refcounts",
                "node 'b': image.backing-image.format-specific.data.lazy-refcounts",
                "false",
                "true"));
  }

  @Test
  void namesAnAttributeThatShouldNotBeThere() throws Exception {
    JsonNode answer = chainInTheDaemon();
    ((ObjectNode) answer.get(3)).putArray("dirty-bitmaps");
    assertThat(new NodesAnswer(chain(images.get("b").size()), false, RULES).differenceTo(answer))
        .contains(
            new Difference(
                "file node dirty-bitmaps", "node '#block0~': dirty-bitmaps", "absent", "[]"));
  }

  @Test
  void namesAnAttributeThatIsNotThere() throws Exception {
    JsonNode answer = chainInTheDaemon();
    ((ObjectNode) answer.get(2)).remove("backing_file");
    assertThat(new NodesAnswer(chain(images.get("b").size()), false, RULES).differenceTo(answer))
        .contains(
            new Difference("qcow2 node backing_file", "node 'b': backing_file", "\"a\"", "absent"));
  }

  @Test
  void namesANodeThatIsNotThere() throws Exception {
    ArrayNode answer = (ArrayNode) chainInTheDaemon();
    answer.remove(1);
    assertThat(new NodesAnswer(chain(images.get("b").size()), false, RULES).differenceTo(answer))
        .contains(new Difference("node missing", "node '#block1~'", "there", "not there"));
  }
}
