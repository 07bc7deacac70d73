package permafrost.model.open;

import java.util.Optional;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.answer.FileNames;
import permafrost.model.driver.BlkdebugName;
import permafrost.model.graph.Driver;
import permafrost.model.graph.GraphEdit;

/** The path of the backing file that a header names, seen from the overlay's folder. */
final class BackingPath {

  private BackingPath() {}

  /**
   * The path. Source: {@code bdrv_get_full_backing_filename}.
   *
   * @param name what the header of the node of this number says
   */
  static String of(GraphEdit edit, int number, String name, Rulebook rulebook) {
    if (name.contains(":") && BlkdebugName.of(name).isEmpty()) {
      throw new OutsideModel("backing file name with a protocol");
    }
    Optional<String> full = new FileNames(edit).fullBackingName(number, name);
    if (full.isEmpty()) {
      rulebook.refuse(OpenRefusal.BASE_FOLDER_MISSING, withoutFolder(edit, number).qapiName());
    }
    return full.orElseThrow(Opening::plantedBeyondSense);
  }

  /** The driver below that does not tell its folder. Source: {@code bdrv_dirname}. */
  private static Driver withoutFolder(GraphEdit edit, int number) {
    Driver driver = edit.node(number).driver();
    int below = edit.childEdge(number, driver.primaryChild());
    return driver == Driver.BLKVERIFY || driver == Driver.QUORUM || below < 0
        ? driver
        : withoutFolder(edit, edit.edge(below).child());
  }
}
