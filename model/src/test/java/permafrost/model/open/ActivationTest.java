package permafrost.model.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import permafrost.model.OutsideModel;
import permafrost.model.QemuVersion;
import permafrost.model.Rulebook;
import permafrost.model.State;
import permafrost.model.export.Exporting;
import permafrost.model.export.NbdServing;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.image.Files;
import permafrost.model.image.Image;
import permafrost.model.options.QDict;
import permafrost.model.quorum.ChildChange;

class ActivationTest {

  private static final Rulebook RULES = Rulebook.of(new QemuVersion(10, 0, 13));

  private State state = State.startedWith(Files.NONE);

  @Test
  void anInactiveNodeTakesTheNodesBelowAlong() {
    add("{'driver':'raw','node-name':'top','file':{'driver':'null-co','node-name':'low'}}");
    setActive("top", false);
    assertThat(isActive("top")).isFalse();
    assertThat(isActive("low")).isFalse();
    setActive("top", true);
    assertThat(isActive("top")).isTrue();
    assertThat(isActive("low")).isTrue();
  }

  @Test
  void aNodeThatAnotherActiveOneUsesStaysActive() {
    add("{'driver':'null-co','node-name':'low'}");
    add("{'driver':'raw','node-name':'one','file':'low'}");
    add("{'driver':'raw','node-name':'other','file':'low'}");
    setActive("one", false);
    assertThat(isActive("low")).isTrue();
    setActive("other", false);
    assertThat(isActive("low")).isFalse();
  }

  @Test
  void aNodeBelowAnActiveOneIsNotMadeInactive() {
    add("{'driver':'null-co','node-name':'low'}");
    add("{'driver':'raw','node-name':'top','file':'low'}");
    assertThatThrownBy(() -> setActive("low", false)).hasMessage("Node has active parent node");
  }

  @Test
  void anActiveNodeDoesNotStandOnAnInactiveOne() {
    add("{'driver':'null-co','node-name':'low','active':false}");
    assertThatThrownBy(() -> add("{'driver':'raw','node-name':'top','file':'low'}"))
        .hasMessage("Inactive 'low' can't be a file child of active 'top'");
  }

  @Test
  void anInactiveFilterThatWritesDoesNotStandOnAnInactiveNode() {
    add("{'driver':'null-co','node-name':'low','active':false}");
    assertThatThrownBy(() ->
            add(
                "{'driver':'blkdebug','node-name':'top','active':false,'image':'low',"
                    + "'take-child-perms':['write']}"))
        .hasMessage("Permission 'write' unavailable on inactive node");
  }

  @Test
  void aNodeThatIsStillWrittenIsNotMadeInactive() {
    add("{'driver':'null-co','node-name':'low'}");
    add(
        "{'driver':'blkdebug','node-name':'top','active':false,'image':'low',"
            + "'take-child-perms':['write']}");
    assertThatThrownBy(() -> setActive("low", false))
        .hasMessage("Failed to inactivate node: Operation not permitted");
  }

  @Test
  void aCopyOnReadFilterWritesNothingWhileItIsInactive() {
    add("{'driver':'copy-on-read','node-name':'top','file':{'driver':'null-co'}}");
    assertThat(onlyEdge().permissions()).isEqualTo(Perm.WRITE_UNCHANGED);
    setActive("top", false);
    assertThat(onlyEdge().permissions()).isEqualTo(Perm.NONE);
  }

  @Test
  void aNewChildOfADriversOwnIsInactiveWithItsParentAndAFileChildIsNot() {
    add(
        "{'driver':'blkdebug','node-name':'a','active':false,'image':"
            + "{'driver':'null-co','node-name':'image'}}");
    add(
        "{'driver':'raw','node-name':'b','active':false,'file':"
            + "{'driver':'null-co','node-name':'file'}}");
    assertThat(isActive("image")).isFalse();
    assertThat(isActive("file")).isTrue();
  }

  @Test
  void aFileLetsItsLocksGoBeforeItIsInactive() {
    state = State.startedWith(Files.NONE.with("f", new Image.Raw(65536)));
    add("{'driver':'file','node-name':'low','filename':'f'}");
    export("low");
    assertThat(sharedWithOthers("low")).isEqualTo(Perm.ALL & ~Perm.RESIZE);
    setActive("low", false);
    assertThat(sharedWithOthers("low")).isEqualTo(Perm.ALL);
  }

  @Test
  void whatTheHostKeepsOfAFileIsLeftOpen() {
    state = State.startedWith(Files.NONE.with("f", new Image.Raw(65536)));
    add(
        "{'driver':'file','node-name':'checks','filename':'f','active':false,"
            + "'x-check-cache-dropped':true}");
    add(
        "{'driver':'file','node-name':'keeps','filename':'f','active':false,"
            + "'x-check-cache-dropped':true,'drop-cache':false}");
    assertThatThrownBy(() -> setActive("checks", true)).isInstanceOf(OutsideModel.class);
    setActive("keeps", true);
    assertThat(isActive("keeps")).isTrue();
  }

  @Test
  void aQuorumWithAChildOfAnotherSizeIsNotMadeActive() {
    add("{'driver':'null-co','node-name':'small','size':512}");
    add("{'driver':'null-co','node-name':'large','size':1024}");
    add(
        "{'driver':'quorum','node-name':'top','vote-threshold':1,'children.0':'small','active':false}");
    Workpiece piece = new Workpiece(state, RULES);
    new ChildChange(piece).run(json("{'parent':'top','node':'large'}"));
    state = piece.done();
    assertThatThrownBy(() -> setActive("top", true))
        .hasMessage("Could not refresh total sector count: Input/output error");
  }

  private void add(String options) {
    Workpiece piece = new Workpiece(state, RULES);
    new Opening(piece).root(QDict.flatten(json(options)));
    state = piece.done();
  }

  private void setActive(String node, boolean active) {
    Workpiece piece = new Workpiece(state, RULES);
    new Activation(piece).set(json("{}").put("node-name", node).put("active", active));
    state = piece.done();
  }

  private void export(String node) {
    Workpiece piece = new Workpiece(state, RULES);
    new NbdServing(piece).start(json("{'addr':{'type':'unix','data':{'path':'x'}}}"));
    new Exporting(piece).add(json("{'type':'nbd','id':'e'}").put("node-name", node));
    state = piece.done();
  }

  private int sharedWithOthers(String file) {
    return ((DriverState.File) state.graph().find(file).orElseThrow().state()).heldShared();
  }

  private boolean isActive(String node) {
    return !state.graph().find(node).map(Node::flags).orElseThrow().inactive();
  }

  private Edge onlyEdge() {
    Graph graph = state.graph();
    int top = graph.find("top").orElseThrow().number();
    return graph.edge(graph.children(top)[0]);
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(text, broken);
    }
  }
}
