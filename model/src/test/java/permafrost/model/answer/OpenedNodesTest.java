package permafrost.model.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import permafrost.model.MadeUpName;
import permafrost.model.QemuVersion;
import permafrost.model.RealQemu;
import permafrost.model.Rulebook;
import permafrost.model.State;
import permafrost.model.graph.Graph;
import permafrost.model.image.Files;
import permafrost.model.image.HostTools;
import permafrost.model.image.Image;
import permafrost.model.open.Opening;
import permafrost.model.open.Workpiece;
import permafrost.model.options.QDict;
import permafrost.model.scenario.Line;

/** From images made by the host's tools, through opening them, to what the daemon shows. */
class OpenedNodesTest {

  private static final Rulebook RULES = Rulebook.of(new QemuVersion(7, 2, 22));
  private static final List<String> IMAGES =
      List.of(
          "create -f qcow2 a 1M",
          "create -f qcow2 -b a -F qcow2 b 2M",
          "create -f qcow2 -o backing_file=b,backing_fmt=qcow2 c",
          "create -f qcow2 -b ../a -F raw d/e",
          "create -f qcow2 -b ../d/../a -F qcow2 -o compat=0.10,cluster_size=4k d/f 1G");

  @ParameterizedTest
  @ValueSource(strings = {"a", "b", "c", "d/e", "d/f", "./c", "d/../b", "./d//f"})
  void agreeWithTheDaemon(String path, @TempDir Path folder) throws Exception {
    java.nio.file.Files.createDirectory(folder.resolve("d"));
    Files files = Files.NONE.with("d", new Image.Folder());
    for (String image : IMAGES) {
      files = HostTools.after(files, new Line.QemuImg(List.of(image.split(" "))));
      RealQemu.tool(folder, ("qemu-img " + image).split(" "));
    }
    ObjectNode arguments =
        Nodes.json(
            "{\"driver\":\"qcow2\",\"node-name\":\"n\","
                + "\"file\":{\"driver\":\"file\",\"filename\":\"%s\"}}".formatted(path));
    List<JsonNode> replies =
        RealQemu.replies(
            folder,
            List.of(
                Nodes.JSON
                    .createObjectNode()
                    .put("execute", "blockdev-add")
                    .set("arguments", arguments)
                    .toString(),
                "{'execute':'query-named-block-nodes'}",
                "{'execute':'x-debug-query-block-graph'}"));
    Graph graph = opened(files, arguments);
    assertThat(new NodesAnswer(graph, false, RULES).differenceTo(answer(replies.get(1)))).isEmpty();
    assertThat(new GraphAnswer(graph).differenceTo(answer(replies.get(2)))).isEmpty();
  }

  private static JsonNode answer(JsonNode reply) throws Exception {
    return Nodes.JSON.readTree(MadeUpName.toModel(reply.get("return").toString()));
  }

  private static Graph opened(Files files, ObjectNode arguments) {
    Workpiece piece = new Workpiece(State.startedWith(files), RULES);
    new Opening(piece).root(QDict.flatten(arguments));
    return piece.done().graph();
  }
}
