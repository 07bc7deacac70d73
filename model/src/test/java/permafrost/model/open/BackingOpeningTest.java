package permafrost.model.open;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import permafrost.model.OutsideModel;
import permafrost.model.QemuVersion;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.State;
import permafrost.model.image.Files;
import permafrost.model.image.Image;
import permafrost.model.image.Qcow2Header;
import permafrost.model.options.QDict;

class BackingOpeningTest {

  private static final Rulebook RULES = Rulebook.of(new QemuVersion(10, 0, 13));

  private final State state =
      State.startedWith(Files.NONE.with("x", over("y")).with("y", over("x")));

  @Test
  void aReadOnlyChainThatComesBackToItselfIsNotFollowedToItsEnd() {
    assertThatThrownBy(() -> open(true))
        .isInstanceOf(OutsideModel.class)
        .hasMessage("an image in its own backing chain");
  }

  @Test
  void aWritableImageInItsOwnChainIsFoundLocked() {
    assertThatThrownBy(() -> open(false))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Failed to get shared \"write\" lock");
  }

  private void open(boolean readOnly) {
    ObjectNode options = new ObjectMapper().createObjectNode();
    options.put("driver", "qcow2").put("node-name", "top").put("read-only", readOnly);
    options.putObject("file").put("driver", "file").put("filename", "x");
    new Opening(new Workpiece(state, RULES)).root(QDict.flatten(options));
  }

  private static Image over(String backing) {
    Qcow2Header header = new Qcow2Header(3, 1 << 20, 1 << 16, 16, false, false, "zlib", "", "");
    return new Image.Qcow2(header.withBacking(backing, "qcow2"), 196_616);
  }
}
