package permafrost.model.image;

import java.util.List;
import java.util.OptionalLong;
import permafrost.model.scenario.Line;

/**
 * What the host's tools do to the files of a scenario. A file of which that is not known is opaque
 * from then on.
 */
public final class HostTools {

  private HostTools() {}

  /** The files after a line; lines that are not for a host tool change nothing. */
  public static Files after(Files files, Line line) {
    return switch (line) {
      case Line.QemuImg tool -> qemuImg(files, tool.arguments());
      case Line.QemuIo tool -> QemuIoRun.of(files, tool.arguments());
      case Line.CreateImage made -> files.with(made.path(), new Image.Raw(made.size(), true));
      case Line.WriteFile made -> files.with(made.path(), new Image.Text(made.text()));
      case Line.Launch launch -> files;
      case Line.Execute execute -> files;
      case Line.Return reply -> files;
      case Line.Error error -> files;
      case Line.Event event -> files;
    };
  }

  private static Files qemuImg(Files files, List<String> arguments) {
    if (arguments.isEmpty()) {
      return files;
    }
    String subcommand = arguments.get(0);
    List<String> rest = arguments.subList(1, arguments.size());
    return switch (subcommand) {
      case "create" -> ImageCreation.of(files, rest);
      case "resize" -> resize(files, rest);
      case "rebase" -> rebase(files, rest);
      case "compare", "info", "map", "measure" -> files;
      default -> opaque(files, rest, "changed by qemu-img " + subcommand);
    };
  }

  /** Every file that an argument names is opaque now. */
  private static Files opaque(Files files, List<String> arguments, String why) {
    Files after = files;
    for (String argument : arguments) {
      if (files.at(argument).isPresent()) {
        after = after.with(argument, new Image.Opaque(why));
      }
    }
    return after;
  }

  /** Growing to a size that is given outright. Source: {@code img_resize}. */
  private static Files resize(Files files, List<String> arguments) {
    ToolArguments parsed = ToolArguments.parse(arguments, "f");
    List<String> operands = parsed.operands();
    OptionalLong size =
        operands.size() == 2 ? SizeText.bytes(operands.get(1)) : OptionalLong.empty();
    if (!parsed.onlyHas("fq") || size.isEmpty() || size.getAsLong() % 512 != 0) {
      return opaque(files, operands, "changed by qemu-img resize");
    }
    String path = operands.get(0);
    long bytes = size.getAsLong();
    Image image = files.at(path).orElse(new Image.Opaque("not there"));
    String format = parsed.last('f').orElse(image instanceof Image.Qcow2 ? "qcow2" : "raw");
    if (image instanceof Image.Raw raw && format.equals("raw") && raw.size() <= bytes) {
      return files.with(path, new Image.Raw(bytes));
    }
    if (image instanceof Image.Qcow2 qcow2
        && format.equals("qcow2")
        && qcow2.header().virtualSize() <= bytes) {
      return files.with(
          path, new Image.Qcow2(qcow2.header().withVirtualSize(bytes), Image.UNKNOWN_SIZE));
    }
    return opaque(files, operands, "changed by qemu-img resize");
  }

  /**
   * Only with {@code -u}: another backing file's name in the header. Source: {@code img_rebase}.
   */
  private static Files rebase(Files files, List<String> arguments) {
    ToolArguments parsed = ToolArguments.parse(arguments, "fFbtT");
    List<String> operands = parsed.operands();
    if (parsed.onlyHas("fFbtTuq")
        && parsed.has('u')
        && parsed.has('b')
        && parsed.has('F')
        && operands.size() == 1
        && !parsed.last('f').orElse("qcow2").equals("raw")
        && files.at(operands.get(0)).orElse(new Image.Folder()) instanceof Image.Qcow2 qcow2) {
      Qcow2Header header =
          qcow2.header().withBacking(parsed.last('b').get(), parsed.last('F').get());
      return files.with(operands.get(0), new Image.Qcow2(header, qcow2.size(), qcow2.clusters()));
    }
    return opaque(files, operands, "changed by qemu-img rebase");
  }
}
