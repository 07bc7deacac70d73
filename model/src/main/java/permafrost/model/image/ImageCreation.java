package permafrost.model.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What {@code qemu-img create} makes. Source: {@code img_create}, {@code bdrv_img_create}, {@code
 * qcow2_co_create}.
 */
final class ImageCreation {

  private static final String WITH_VALUE = "foFb";
  private static final Set<String> KNOWN_OPTIONS =
      Set.of(
          "size",
          "backing_file",
          "backing_fmt",
          "compat",
          "cluster_size",
          "lazy_refcounts",
          "refcount_bits",
          "extended_l2",
          "compression_type",
          "preallocation");

  private final Files files;
  private final ToolArguments arguments;
  private final Map<String, String> options = new LinkedHashMap<>();

  private ImageCreation(Files files, ToolArguments arguments) {
    this.files = files;
    this.arguments = arguments;
  }

  /**
   * The files afterwards: unchanged where the tool refuses before it touches the file, and an
   * opaque file where it is not known what it does.
   *
   * @param arguments those after {@code create}
   */
  static Files of(Files files, List<String> arguments) {
    return new ImageCreation(files, ToolArguments.parse(arguments, WITH_VALUE)).run();
  }

  private Files run() {
    List<String> operands = arguments.operands();
    if (operands.isEmpty() || operands.size() > 2) {
      return files;
    }
    String path = operands.get(0);
    if (!readOptions()) {
      return files.with(path, new Image.Opaque("made by qemu-img create with other options"));
    }
    OptionalLong given = OptionalLong.empty();
    if (options.containsKey("size")) {
      given = SizeText.bytes(options.get("size"));
      if (given.isEmpty()) {
        return files;
      }
    }
    return switch (arguments.last('f').orElse("raw")) {
      case "raw" -> createRaw(path, given);
      case "qcow2" -> createQcow2(path, given);
      default -> files.with(path, new Image.Opaque("made by qemu-img create in another format"));
    };
  }

  /** Brings all ways to give an option together; false where one is not known. */
  private boolean readOptions() {
    for (String list : arguments.all('o')) {
      for (String option : splitAtSingleCommas(list)) {
        int equals = option.indexOf('=');
        options.put(
            equals < 0 ? option : option.substring(0, equals),
            equals < 0 ? "on" : option.substring(equals + 1));
      }
    }
    arguments.last('b').ifPresent(file -> options.put("backing_file", file));
    arguments.last('F').ifPresent(format -> options.put("backing_fmt", format));
    boolean sizeTwice = arguments.operands().size() == 2 && options.containsKey("size");
    if (arguments.operands().size() == 2) {
      options.put("size", arguments.operands().get(1));
    }
    return !sizeTwice && arguments.onlyHas("foFbqu") && KNOWN_OPTIONS.containsAll(options.keySet());
  }

  /** A doubled comma stands for one within a value. */
  private static List<String> splitAtSingleCommas(String list) {
    List<String> parts = new ArrayList<>();
    for (String part : list.replace(",,", "\0").split(",")) {
      parts.add(part.replace('\0', ','));
    }
    return parts;
  }

  private Files createRaw(String path, OptionalLong size) {
    if (!Set.of("size", "preallocation").containsAll(options.keySet())) {
      return files.with(path, new Image.Opaque("made by qemu-img create with other options"));
    }
    return size.isEmpty()
        ? files
        : files.with(path, new Image.Raw(SizeText.wholeSectors(size.getAsLong())));
  }

  private Files createQcow2(String path, OptionalLong given) {
    String backing = options.getOrDefault("backing_file", "");
    String format = options.getOrDefault("backing_fmt", "");
    if (options.containsKey("backing_file") != options.containsKey("backing_fmt")
        || (options.containsKey("backing_file") && backing.isEmpty())) {
      return refused(path);
    }
    OptionalLong size = given;
    if (!backing.isEmpty()) {
      String full = BackingChain.fullName(path, backing);
      if (Files.same(path, full)) {
        return files;
      }
      if (!arguments.has('u')) {
        BackingChain.Opened opened = BackingChain.open(files, full, format);
        switch (opened) {
          case BackingChain.Refused refused -> {
            return files;
          }
          case BackingChain.Unknown unknown -> {
            if (given.isEmpty()) {
              return files.with(path, new Image.Opaque(unknown.why()));
            }
          }
          case BackingChain.Length length -> {
            size = given.isEmpty() ? OptionalLong.of(length.bytes()) : given;
          }
        }
      }
    }
    if (size.isEmpty()) {
      return files;
    }
    Optional<Qcow2Layout> layout =
        Qcow2Layout.of(options, SizeText.wholeSectors(size.getAsLong()), backing, format);
    return layout
        .map(fresh ->
            files.with(path, new Image.Qcow2(fresh.header(), fresh.fileSize(), fresh.clusters())))
        .orElseGet(() -> refused(path));
  }

  /** The tool says no; whether it has touched the file by then is left open. */
  private Files refused(String path) {
    return files.at(path).isEmpty()
        ? files
        : files.with(path, new Image.Opaque("where qemu-img create failed"));
  }
}
