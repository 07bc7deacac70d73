package permafrost.model.open;

import com.fasterxml.jackson.databind.node.TextNode;
import permafrost.model.OutsideModel;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.answer.FileNames;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Role;
import permafrost.model.image.Qcow2Header;
import permafrost.model.options.QDict;

/** The backing file of a node that is being opened. */
final class BackingOpening {

  private final Opening opening;
  private final GraphEdit edit;
  private final Rulebook rulebook;
  private final Links links;

  BackingOpening(Workpiece workpiece, Opening opening, Links links) {
    this.opening = opening;
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
    this.links = links;
  }

  /**
   * Opens the backing file that is given, else the one that the header names. The header's name is
   * passed down to one given inline, too, unless {@code file.filename} stands in it. Source: {@code
   * bdrv_open_backing_file}.
   */
  void open(int number, QDict work) {
    Qcow2Header header = ((DriverState.Qcow2) edit.node(number).state()).header();
    boolean named = !header.backingFile().isEmpty();
    boolean byReference = work.has("backing");
    boolean given = byReference || work.hasPrefix("backing.");
    if (!named && !given) {
      return;
    }
    String fileName = Opening.NO_FILE;
    if (named && !byReference && !work.has("backing.file.filename")) {
      fileName = BackingPath.of(edit, number, header.backingFile(), rulebook);
      leaveLoop(number, fileName);
    }
    if (!byReference && !work.has("backing.driver")) {
      work.put("backing.driver", TextNode.valueOf(backingFormat(header)));
    }
    int backing;
    try {
      backing = opening.child(work, "backing", number, Role.COW, fileName);
    } catch (Refused refused) {
      throw refused.prefixed("Could not open backing file: ");
    }
    if (!given) {
      String shown = new FileNames(edit).of(backing);
      edit.replace(edit.node(number).with(new DriverState.Qcow2(header, shown)));
    }
    boolean inherits = links.inherits(backing, number);
    links.attach(number, backing, "backing", Role.COW);
    if (inherits) {
      edit.replace(edit.node(backing).inheritingFrom(number));
    }
  }

  /** A chain that comes back to where it was QEMU opens until there is no room left. */
  private void leaveLoop(int number, String fileName) {
    int met = 0;
    for (int at = number; at != Node.NOBODY; at = edit.node(at).inheritsFrom()) {
      boolean again =
          edit.node(at).state() instanceof DriverState.Qcow2
              && new FileNames(edit).of(edit.childNumber(at, "file")).equals(fileName);
      if (again && ++met > 1) {
        throw new OutsideModel("an image in its own backing chain");
      }
    }
  }

  private static String backingFormat(Qcow2Header header) {
    if (header.backingFormat().isEmpty()) {
      throw new OutsideModel("backing file of a format to be probed");
    }
    return header.backingFormat();
  }
}
