package permafrost.properties.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import permafrost.model.Command;

class RealNamesTest {

  private final RealNames names = new RealNames(Path.of("/some/folder"));

  @Test
  void sendsTheNameThatQemuMadeUpOnceItHasBeenSeen() {
    Command delete = delete("#block3~");
    assertThat(names.toWire(delete)).contains("\"#block3~\"");

    assertThat(names.toModel("node '#block342' is there")).isEqualTo("node '#block3~' is there");

    assertThat(names.toWire(delete)).contains("\"#block342\"");
  }

  @Test
  void putsTheFolderInPlaceOfItsNameAndBack() {
    assertThat(names.toWire(delete("$DIR/a"))).contains("\"/some/folder/a\"");
    assertThat(names.toModel("cannot open /some/folder/a")).isEqualTo("cannot open $DIR/a");
  }

  @Test
  void sendsNoByteMoreThanNeeded() {
    assertThat(names.toWire(Command.of("query-jobs"))).isEqualTo("{\"execute\":\"query-jobs\"}");
  }

  private static Command delete(String name) {
    return new Command(
        "blockdev-del", JsonNodeFactory.instance.objectNode().put("node-name", name));
  }
}
