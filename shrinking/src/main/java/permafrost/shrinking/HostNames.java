package permafrost.shrinking;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import permafrost.model.scenario.Line;

/** Finds and replaces the files that {@code qemu-img}, {@code qemu-io} and the like name. */
final class HostNames {

  /** Options of qemu-img and qemu-io whose next argument is their value and no file. */
  private static final Set<String> VALUED =
      Set.of("-f", "-F", "-o", "-O", "-c", "-s", "-t", "-T", "-l", "-m", "-r", "-S", "-B", "-i");

  private static final Pattern FILE_OPTION =
      Pattern.compile("\\b(backing_file|data_file|file\\.filename)=([^,]*)");

  private HostNames() {}

  static Line rename(Line line, Function<Name, String> newName) {
    return switch (line) {
      case Line.QemuImg tool -> new Line.QemuImg(img(tool.arguments(), newName));
      case Line.QemuIo tool -> new Line.QemuIo(paths(tool.arguments(), 0, false, newName));
      case Line.CreateImage image ->
          new Line.CreateImage(file(image.path(), newName), image.size());
      case Line.WriteFile written ->
          new Line.WriteFile(file(written.path(), newName), written.text());
      case Line.Launch launch -> launch;
      case Line.Execute execute -> execute;
      case Line.Return reply -> reply;
      case Line.Error reply -> reply;
      case Line.Event event -> event;
    };
  }

  private static List<String> img(List<String> arguments, Function<Name, String> newName) {
    if (arguments.isEmpty()) {
      return arguments;
    }
    boolean sizeFollows = Set.of("create", "resize").contains(arguments.getFirst());
    return paths(arguments, 1, sizeFollows, newName);
  }

  private static List<String> paths(
      List<String> arguments, int from, boolean onlyFirst, Function<Name, String> newName) {
    List<String> renamed = new ArrayList<>(arguments.subList(0, from));
    boolean path = true;
    for (int i = from; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (VALUED.contains(argument) && i + 1 < arguments.size()) {
        renamed.add(argument);
        i++;
        renamed.add(argument.equals("-o") ? options(arguments.get(i), newName) : arguments.get(i));
      } else if (argument.equals("-b") && i + 1 < arguments.size()) {
        renamed.add(argument);
        i++;
        renamed.add(file(arguments.get(i), newName));
      } else if (argument.startsWith("-") || !path) {
        renamed.add(argument);
      } else {
        renamed.add(file(argument, newName));
        path = !onlyFirst;
      }
    }
    return renamed;
  }

  private static String options(String text, Function<Name, String> newName) {
    return FILE_OPTION
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(found.group(1) + "=" + file(found.group(2), newName)));
  }

  private static String file(String path, Function<Name, String> newName) {
    return newName.apply(new Name(Role.FILE, path));
  }
}
