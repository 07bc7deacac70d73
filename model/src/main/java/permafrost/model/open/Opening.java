package permafrost.model.open;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.driver.BlkdebugName;
import permafrost.model.graph.DetectZeroes;
import permafrost.model.graph.Driver;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Flags;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.graph.Role;
import permafrost.model.graph.User;
import permafrost.model.options.QDict;

/** Opens nodes, their children first. Source: {@code bdrv_open_inherit}. */
public final class Opening {

  static final String NO_FILE = "";

  private final Workpiece workpiece;
  private final GraphEdit edit;
  private final Rulebook rulebook;
  private final Links links;
  private final Usage usage;

  public Opening(Workpiece workpiece) {
    this.workpiece = workpiece;
    edit = workpiece.edit();
    rulebook = workpiece.rulebook();
    links = new Links(workpiece);
    usage = new Usage(workpiece);
  }

  /**
   * Opens what {@code blockdev-add} is given, as a node that the monitor owns. Source: {@code
   * qmp_blockdev_add}.
   *
   * @param options flat; taken over
   */
  public void root(QDict options) {
    if (!options.has("node-name")) {
      rulebook.refuse(OpenRefusal.NODE_NAME_MISSING);
    }
    CommonOptions.defaultsOfRoot(options);
    Driver driver = driver(options);
    int number = begin(driver, options, options.cloned(), Node.NOBODY);
    open(number, driver, options.cloned(), NO_FILE);
    edit.replace(edit.node(number).ownedByMonitor(true));
  }

  /**
   * Opens an image by its file's name, as a node with a made-up name that nobody keeps yet. Source:
   * {@code bdrv_open}.
   *
   * @param options flat, with a driver; taken over
   * @return its number
   */
  public int image(String fileName, QDict options) {
    return image(fileName, options, false);
  }

  /** The same, only to see that it can be opened. */
  public int look(String fileName, QDict options) {
    return image(fileName, options, true);
  }

  private int image(String fileName, QDict options, boolean noIo) {
    QDict explicit = options.copy();
    Driver driver = driver(options);
    if (driver.isProtocol()) {
      takeFileName(driver, options, fileName);
    }
    int number = begin(driver, options, explicit, Node.NOBODY);
    Node begun = edit.node(number);
    edit.replace(
        begun.with(
            begun.flags().withNoIo(noIo),
            begun.detectZeroes(),
            begun.options(),
            begun.explicitOptions()));
    open(number, driver, options, driver.isProtocol() ? NO_FILE : fileName);
    return number;
  }

  /**
   * Opens a filter that a job puts into the graph, without parents and kept by nobody yet. Source:
   * {@code bdrv_new_open_driver_opts}.
   *
   * @param options flat; taken over
   */
  public int filter(Driver driver, QDict options) {
    QDict explicit = options.copy();
    CommonOptions.defaultsOfRoot(options);
    int number = begin(driver, options, explicit, Node.NOBODY);
    enter(number, driver, Flags.NONE, DetectZeroes.OFF, false, name(options));
    options.remove("node-name");
    edit.replace(
        edit.node(number).with(new DriverOpening(workpiece, this, links).open(number, options)));
    dropChildOptions(number);
    return number;
  }

  /**
   * Opens what {@code -drive} is given, as a node that only its block backend will own. Source:
   * {@code bdrv_open}.
   *
   * @param options flat; taken over
   */
  public int drive(QDict options, String fileName) {
    Driver driver = driver(options);
    QDict explicit = options.copy();
    if (driver.isProtocol()) {
      takeFileName(driver, options, fileName);
    }
    int number = begin(driver, options, explicit, Node.NOBODY);
    open(number, driver, options.cloned(), driver.isProtocol() ? NO_FILE : fileName);
    return number;
  }

  /**
   * A filter without an option or a child yet. Source: {@code bdrv_new_open_driver}.
   *
   * @param name empty for one that is made up; the node is then implicit
   */
  public int bareFilter(Driver driver, Optional<String> name, Flags flags, DriverState state) {
    QDict options = QDict.empty();
    name.ifPresent(given -> options.put("node-name", TextNode.valueOf(given)));
    int number = begin(driver, QDict.empty(), QDict.empty(), Node.NOBODY);
    enter(number, driver, flags, DetectZeroes.OFF, false, name(options));
    Node node = edit.node(number).with(state);
    edit.replace(name.isEmpty() ? node.madeImplicit() : node);
    return number;
  }

  /**
   * Opens the backing file that the header of an open image names. Source: {@code
   * bdrv_open_backing_file}.
   */
  public void backingOf(int number) {
    if (edit.node(number).driver().supportsBacking()) {
      new BackingOpening(workpiece, this, links).open(number, QDict.empty());
    }
  }

  /**
   * The node of this name, or of the block backend of this name. Source: {@code bdrv_lookup_bs}.
   */
  int reference(String name) {
    Optional<User.Backend> backend = edit.backend(name);
    if (backend.isPresent()) {
      int[] root = edit.children(backend.get().number());
      if (root.length == 0) {
        rulebook.refuse(OpenRefusal.BACKEND_WITHOUT_MEDIUM, name);
        throw plantedBeyondSense();
      }
      return edit.edge(root[0]).child();
    }
    if (edit.find(name).isEmpty()) {
      rulebook.refuse(OpenRefusal.REFERENCE_NOT_FOUND, name, name);
    }
    return edit.find(name).orElseThrow(Opening::plantedBeyondSense).number();
  }

  /**
   * A child of {@code parent}: a node by reference, or one opened inline. Source: {@code
   * bdrv_open_child_bs}.
   */
  int child(QDict parentOptions, String key, int parent, Role role) {
    return child(parentOptions, key, parent, role, NO_FILE);
  }

  /**
   * The same for a child to which a file name is passed down.
   *
   * @param fileName what a header further up says, or empty
   */
  int child(QDict parentOptions, String key, int parent, Role role, String fileName) {
    QDict inline = parentOptions.extract(key + ".");
    String reference = parentOptions.text(key, null);
    parentOptions.remove(key);
    if (reference == null) {
      return inlineChild(inline, parent, role, fileName);
    }
    if (!fileName.isEmpty()) {
      rulebook.refuse(OpenRefusal.REFERENCE_WITH_FILE_NAME);
    }
    return reference(reference);
  }

  private int inlineChild(QDict options, int parent, Role role, String fileName) {
    QDict explicit = options.cloned();
    CommonOptions.inherit(options, role, edit.node(parent).options());
    Driver driver = options.has("driver") ? driver(options) : protocol(fileName);
    if (driver.isProtocol() && !fileName.isEmpty()) {
      takeFileName(driver, options, fileName);
    }
    int number = begin(driver, options, explicit, parent);
    open(number, driver, options.cloned(), driver.isProtocol() ? NO_FILE : fileName);
    return number;
  }

  /**
   * Opens an image by its file's name, with a driver that is given, as a node that nobody keeps
   * yet, and leaves its backing file closed. Source: {@code bdrv_open}, {@code BDRV_O_NO_BACKING}.
   *
   * @param options flat; taken over
   */
  public int withoutBacking(QDict options, String fileName) {
    Driver driver = driver(options);
    if (driver.isProtocol()) {
      takeFileName(driver, options, fileName);
    }
    int number = begin(driver, options, options, Node.NOBODY);
    if (driver.supportsBacking()) {
      options.put("backing", NullNode.getInstance());
    }
    open(number, driver, options, driver.isProtocol() ? NO_FILE : fileName);
    return number;
  }

  /** Source: {@code bdrv_find_protocol}. */
  private static Driver protocol(String fileName) {
    return BlkdebugName.of(fileName).isPresent() ? Driver.BLKDEBUG : Driver.FILE;
  }

  /** Source: {@code bdrv_fill_options}. */
  private void takeFileName(Driver driver, QDict options, String fileName) {
    Optional<BlkdebugName> name = BlkdebugName.of(fileName);
    if (driver == Driver.BLKDEBUG && name.isPresent() && !options.has("filename")) {
      if (!name.get().config().isEmpty()) {
        options.put("config", TextNode.valueOf(name.get().config()));
      }
      options.put("x-image", TextNode.valueOf(name.get().image()));
      options.putIfAbsent("driver", TextNode.valueOf(driver.qapiName()));
      return;
    }
    if (options.has("filename")) {
      rulebook.refuse(OpenRefusal.FILE_NAME_TWICE);
    }
    if (driver == Driver.BLKDEBUG || driver == Driver.BLKVERIFY || driver == Driver.NBD) {
      throw new OutsideModel("a file name passed down to " + driver.qapiName());
    }
    if (!driver.needsFileName()) {
      rulebook.refuse(OpenRefusal.NULL_FILE_NAME, driver.qapiName());
    }
    options.put("filename", TextNode.valueOf(fileName));
    options.putIfAbsent("driver", TextNode.valueOf(driver.qapiName()));
  }

  private Driver driver(QDict options) {
    String name = options.text("driver", "");
    return Driver.named(name).orElseThrow(() -> new OutsideModel("driver " + name));
  }

  /** Source: {@code bdrv_new}: a node without a name, for its children to inherit from. */
  private int begin(Driver driver, QDict options, QDict explicit, int inheritsFrom) {
    int number = edit.freeNumber();
    Flags above = inheritsFrom == Node.NOBODY ? Flags.NONE : edit.node(inheritsFrom).flags();
    edit.begin(
        new Node(
            number,
            "",
            driver,
            Flags.NONE.withInactive(above.inactive()).withNoIo(above.noIo()),
            false,
            DetectZeroes.OFF,
            options.copy(),
            explicit.copy(),
            inheritsFrom,
            false,
            false,
            new DriverState.Opening()));
    return number;
  }

  /**
   * What it is opened over has a user from then on that takes nothing yet, and keeps it in its
   * AioContext: the new node comes there, too. Source: {@code bdrv_open_inherit}.
   */
  private void open(int number, Driver driver, QDict work, String fileName) {
    if (!driver.isOpenedOverFile()) {
      finish(number, driver, work);
      return;
    }
    int file = child(work, "file", number, Role.IMAGE, fileName);
    work.put("file", TextNode.valueOf(edit.node(file).name()));
    int reader = usage.backend("", "", true);
    usage.attach(reader, "root", file, Perm.NONE, Perm.ALL);
    finish(number, driver, work);
    usage.remove(reader);
  }

  /** Source: {@code bdrv_open_common} and what follows it. */
  private void finish(int number, Driver driver, QDict work) {
    KnownOptions.check(driver, work);
    boolean noBacking = work.has("backing") && work.get("backing").isNull();
    boolean emptyBacking = work.text("backing", "-").isEmpty();
    if (noBacking || emptyBacking) {
      work.remove("backing");
    }
    Flags begun = edit.node(number).flags();
    boolean inactive = CommonOptions.inactive(work, begun.inactive());
    Flags flags = CommonOptions.flags(work).withInactive(inactive).withNoIo(begun.noIo());
    boolean forceShare = work.truth("force-share");
    if (forceShare && flags.writable()) {
      rulebook.refuse(OpenRefusal.FORCE_SHARE_NEEDS_READ_ONLY);
    }
    if (driver.needsFileName() && work.text("filename", "").isEmpty()) {
      rulebook.refuse(OpenRefusal.FILE_NAME_REQUIRED, driver.qapiName());
    }
    DetectZeroes detectZeroes = CommonOptions.detectZeroes(work, flags, rulebook);
    enter(number, driver, flags, detectZeroes, forceShare, name(work));
    CommonOptions.take(work);
    work.remove("active");
    DriverState state = new DriverOpening(workpiece, this, links).open(number, work);
    edit.replace(edit.node(number).with(state));
    if (driver.supportsBacking() && !noBacking && !emptyBacking) {
      new BackingOpening(workpiece, this, links).open(number, work);
    }
    KnownOptions.refuseUnused(driver, work, rulebook);
    dropChildOptions(number);
  }

  private String name(QDict options) {
    return options.has("node-name")
        ? NodeName.checked(options.text("node-name", ""), edit, rulebook)
        : edit.makeUpName();
  }

  private void enter(
      int number,
      Driver driver,
      Flags flags,
      DetectZeroes detectZeroes,
      boolean forceShare,
      String name) {
    Node begun = edit.node(number);
    edit.enter(
        new Node(
            number,
            name,
            driver,
            flags,
            forceShare,
            detectZeroes,
            begun.options(),
            begun.explicitOptions(),
            begun.inheritsFrom(),
            false,
            false,
            begun.state()));
  }

  /** The children's options are kept by the children. */
  private void dropChildOptions(int number) {
    Node node = edit.node(number);
    QDict options = node.options();
    QDict explicit = node.explicitOptions();
    options.remove("backing");
    explicit.remove("backing");
    for (int edge : edit.children(number)) {
      String child = edit.edge(edge).name();
      options.remove(child);
      explicit.remove(child);
      options.extract(child + ".");
      explicit.extract(child + ".");
    }
  }

  static OutsideModel plantedBeyondSense() {
    return new OutsideModel("what follows a forgotten look-up");
  }
}
