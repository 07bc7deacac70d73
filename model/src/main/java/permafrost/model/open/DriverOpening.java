package permafrost.model.open;

import java.util.Set;
import permafrost.model.Behaviour;
import permafrost.model.OutsideModel;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.answer.NodeSize;
import permafrost.model.data.CopiedReads;
import permafrost.model.data.InjectedErrors;
import permafrost.model.driver.Blkdebug;
import permafrost.model.driver.BlkdebugRules;
import permafrost.model.driver.Qcow2Check;
import permafrost.model.driver.Qcow2Options;
import permafrost.model.driver.Qcow2Refusal;
import permafrost.model.driver.Quorum;
import permafrost.model.driver.RawWindow;
import permafrost.model.driver.RequestAlignment;
import permafrost.model.driver.SizeOptions;
import permafrost.model.export.NbdConnection;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.graph.Role;
import permafrost.model.image.Image;
import permafrost.model.image.Qcow2Header;
import permafrost.model.options.QDict;

/** What each driver does when a node of it is opened. Source: {@code bdrv_open_driver}. */
final class DriverOpening {

  private static final long LARGEST = Long.MAX_VALUE - ((1L << 30) - 1);

  private final Workpiece workpiece;
  private final GraphEdit edit;
  private final Rulebook rulebook;
  private final Opening opening;
  private final Links links;
  private final FilterOpening filters;

  DriverOpening(Workpiece workpiece, Opening opening, Links links) {
    this.workpiece = workpiece;
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
    this.opening = opening;
    this.links = links;
    filters = new FilterOpening(workpiece, opening, links);
  }

  /** Opens the node, which has its name and flags, with what is left of its options. */
  DriverState open(int number, QDict work) {
    Node node = edit.node(number);
    return switch (node.driver()) {
      case FILE, HOST_DEVICE, HOST_CDROM -> file(node, work);
      case NULL_CO, NULL_AIO -> nothing(work);
      case NBD -> new NbdConnection(workpiece).open(number, work);
      case RAW -> raw(number, work);
      case QCOW2 -> qcow2(number, work);
      case THROTTLE -> filters.throttle(number, work);
      case COPY_ON_READ -> filters.copyOnRead(number, work);
      case COMPRESS -> filters.compress(number, work);
      case PREALLOCATE -> filters.preallocate(number, work);
      case COPY_BEFORE_WRITE -> filters.copyBeforeWrite(number, work);
      case SNAPSHOT_ACCESS -> filters.snapshotAccess(number, work);
      case BLKDEBUG -> blkdebug(number, work);
      case BLKVERIFY -> blkverify(number, work);
      case QUORUM -> quorum(number, work);
      case COMMIT_TOP, MIRROR_TOP -> throw new OutsideModel("a job's filter that no job asked for");
    };
  }

  /** Source: {@code raw_open_common}. */
  private DriverState file(Node node, QDict work) {
    String path = work.text("filename", "");
    if (work.has("pr-manager")) {
      String manager = work.text("pr-manager", "");
      if (!workpiece.state().groups().has(manager)) {
        rulebook.refuse(OpenRefusal.PR_MANAGER_NOT_FOUND, manager);
      } else {
        rulebook.refuse(OpenRefusal.PR_MANAGER_OTHER_TYPE, manager);
      }
    }
    Image image = workpiece.files().at(path).orElse(null);
    if (image == null) {
      rulebook.refuse(OpenRefusal.FILE_NOT_FOUND, path);
      throw Opening.plantedBeyondSense();
    }
    if (image instanceof Image.Barred barred) {
      rulebook.refuse(OpenRefusal.FILE_BARRED, path, barred.error());
    }
    boolean opensWritable = node.flags().writable() && !node.flags().autoReadOnly();
    if (image instanceof Image.Folder && opensWritable) {
      rulebook.refuse(OpenRefusal.FILE_IS_FOLDER, path);
    }
    if (image instanceof Image.Folder && node.flags().direct()) {
      rulebook.refuse(OpenRefusal.FOLDER_WITHOUT_DIRECT, path);
    }
    switch (work.text("aio", "threads")) {
      case "threads" -> {}
      case "native" -> {
        if (!node.flags().direct()) {
          rulebook.refuse(OpenRefusal.NATIVE_AIO_NEEDS_DIRECT);
        }
      }
      default -> throw new OutsideModel("aio=" + work.text("aio", ""));
    }
    refuseOtherKind(node, path, image);
    boolean locking = !work.text("locking", "auto").equals("off");
    return new DriverState.File(path, sizeOf(image), locking, Perm.NONE, Perm.ALL, false);
  }

  private void refuseOtherKind(Node node, String path, Image image) {
    if (node.driver() != Driver.FILE) {
      if (image instanceof Image.Opaque opaque) {
        throw new OutsideModel(opaque.why());
      }
      rulebook.refuse(OpenRefusal.FILE_NO_DEVICE, node.driver().qapiName(), path);
      throw Opening.plantedBeyondSense();
    }
    if (image instanceof Image.Folder) {
      rulebook.refuse(OpenRefusal.FILE_NOT_REGULAR, node.driver().qapiName(), path);
    }
  }

  private static long sizeOf(Image image) {
    return switch (image) {
      case Image.Raw raw -> raw.size();
      case Image.Text text -> text.size();
      case Image.Qcow2 qcow2 -> qcow2.size();
      case Image.Altered altered -> altered.made().size();
      case Image.Folder ignored -> 0;
      case Image.Barred ignored -> throw Opening.plantedBeyondSense();
      case Image.Opaque opaque -> throw new OutsideModel(opaque.why());
    };
  }

  /** Source: {@code null_file_open}. */
  private DriverState nothing(QDict work) {
    SizeOptions.refuseNegative(work, Set.of("size"), rulebook);
    long latency = work.number("latency-ns", 0);
    if (latency < 0) {
      rulebook.refuse(OpenRefusal.LATENCY_INVALID);
    }
    long size = work.number("size", 1L << 30);
    if (size > LARGEST - 511) {
      rulebook.refuse(OpenRefusal.LENGTH_TOO_LARGE);
    }
    return new DriverState.Null(size, latency > 0);
  }

  /** Source: {@code raw_open}. */
  private DriverState raw(int number, QDict work) {
    SizeOptions.refuseNegative(work, RawWindow.OPTIONS, rulebook);
    boolean window = work.number("offset", 0) != 0 || work.has("size");
    int file = opening.child(work, "file", number, Role.IMAGE);
    links.attach(number, file, "file", window ? Role.DATA : Role.FILTERED);
    return RawWindow.checked(work, NodeSize.of(edit, file), rulebook);
  }

  /** Source: {@code qcow2_do_open}. */
  private DriverState qcow2(int number, QDict work) {
    int file = opening.child(work, "file", number, Role.IMAGE);
    links.attach(number, file, "file", Role.IMAGE);
    if (new InjectedErrors(workpiece.edit()).openingMayFail(file)) {
      throw new OutsideModel("an image of which not all may be read");
    }
    if (new CopiedReads(workpiece.edit()).mayWrite(file)) {
      throw new OutsideModel("an image that is copied when it is read");
    }
    try {
      return qcow2Image(number, file, work);
    } catch (Refused refused) {
      if (edit.context(number) != GraphView.MAIN_CONTEXT
          && !rulebook.has(Behaviour.REFUSED_IMAGE_DRAINS)) {
        throw new OutsideModel("an image that may go while an iothread still refuses it");
      }
      throw refused;
    }
  }

  private DriverState qcow2Image(int number, int file, QDict work) {
    Image.OfQcow2 image = new Contents(edit, workpiece.files(), rulebook).qcow2(file).orElse(null);
    if (image == null) {
      rulebook.refuse(Qcow2Refusal.NOT_QCOW2);
      throw Opening.plantedBeyondSense();
    }
    Qcow2Check check = Qcow2Check.of(image, workpiece.state().groups()::has, rulebook);
    Qcow2Header header = check.beforeOptions(edit.node(number).flags().writable());
    Qcow2Options.Encryption encryption =
        Qcow2Options.absorb(work, header, check.encryptionMethod(), rulebook);
    check.afterOptions();
    boolean hasDataFile = work.has("data-file") || work.hasPrefix("data-file.");
    if (hasDataFile) {
      int dataFile = opening.child(work, "data-file", number, Role.DATA);
      links.attach(number, dataFile, "data-file", Role.DATA);
    }
    check.dataFile(hasDataFile);
    check.afterDataFile(encryption);
    return new DriverState.Qcow2(header, header.backingFile());
  }

  /** Source: {@code blkdebug_open}. */
  private DriverState blkdebug(int number, QDict work) {
    SizeOptions.refuseNegative(work, Blkdebug.SIZES, rulebook);
    BlkdebugRules rules = BlkdebugRules.read(work, workpiece.files(), rulebook);
    DriverState.Blkdebug state = Blkdebug.read(work, rules);
    edit.replace(edit.node(number).with(state));
    int image =
        opening.child(work, "image", number, Role.FILTERED, work.text("x-image", Opening.NO_FILE));
    work.remove("x-image");
    links.attach(number, image, "image", Role.FILTERED);
    Blkdebug.refuseUnaligned(work, RequestAlignment.of(edit.node(image)), rulebook);
    rules.refuseLate();
    return state;
  }

  /** Source: {@code blkverify_open}. */
  private DriverState blkverify(int number, QDict work) {
    int raw = opening.child(work, "raw", number, Role.FILTERED);
    links.attach(number, raw, "raw", Role.FILTERED);
    int test = opening.child(work, "test", number, Role.DATA);
    links.attach(number, test, "test", Role.DATA);
    return new DriverState.Blkverify();
  }

  /** Source: {@code quorum_open}. */
  private DriverState quorum(int number, QDict work) {
    int voters = Quorum.voters(work);
    DriverState.Quorum state = Quorum.checked(work, voters, rulebook);
    edit.replace(edit.node(number).with(state));
    for (int voter = 0; voter < voters; voter++) {
      String name = "children." + voter;
      int child = opening.child(work, name, number, Role.DATA);
      links.attach(number, child, name, Role.DATA);
    }
    refuseUnequalVoters(edit, number, rulebook);
    return state;
  }

  /** Source: {@code quorum_getlength}, where {@code bdrv_refresh_total_sectors} asks for it. */
  static void refuseUnequalVoters(GraphEdit edit, int quorum, Rulebook rulebook) {
    long size = NodeSize.of(edit, quorum);
    for (int edge : edit.children(quorum)) {
      long other = NodeSize.of(edit, edit.edge(edge).child());
      if (other == NodeSize.UNKNOWN || size == NodeSize.UNKNOWN) {
        throw new OutsideModel("a quorum over files whose sizes are not known");
      }
      if (other != size) {
        rulebook.refuse(OpenRefusal.LENGTH_NOT_READ);
      }
    }
  }
}
