package permafrost.shrinking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import permafrost.model.scenario.Line;

/** Plainer forms of a line that is done before QEMU starts. */
final class PlainerHost {

  private static final Pattern SIZE = Pattern.compile("\\d+[bkKMGT]?");
  private static final List<String> SMALL = List.of("64k", "1M");
  private static final Set<String> PAIRS = Set.of("-o", "-b", "-F", "-c", "-t", "-T", "-i");

  private PlainerHost() {}

  static List<Line> of(Line line) {
    return switch (line) {
      case Line.QemuImg tool -> img(tool.arguments());
      case Line.QemuIo tool ->
          withoutPairs(tool.arguments()).stream().<Line>map(Line.QemuIo::new).toList();
      case Line.CreateImage image ->
          Stream.of(0L, 512L, 65536L)
              .<Line>map(size -> new Line.CreateImage(image.path(), size))
              .toList();
      case Line.WriteFile file -> text(file);
      case Line.Launch launch -> List.of();
      case Line.Execute execute -> List.of();
      case Line.Return reply -> List.of();
      case Line.Error reply -> List.of();
      case Line.Event event -> List.of();
    };
  }

  private static List<Line> img(List<String> arguments) {
    List<List<String>> plainer = new ArrayList<>();
    withoutBacking(arguments, plainer);
    plainer.addAll(withoutPairs(arguments));
    int format = arguments.indexOf("-f") + 1;
    if (format > 0 && format < arguments.size() && !arguments.get(format).equals("raw")) {
      List<String> raw = new ArrayList<>(arguments);
      raw.set(format, "raw");
      plainer.add(raw);
    }
    int last = arguments.size() - 1;
    if (last >= 0 && SIZE.matcher(arguments.get(last)).matches()) {
      for (String size : SMALL) {
        List<String> smaller = new ArrayList<>(arguments);
        smaller.set(last, size);
        plainer.add(smaller);
      }
    }
    return plainer.stream().<Line>map(Line.QemuImg::new).toList();
  }

  private static void withoutBacking(List<String> arguments, List<List<String>> plainer) {
    int backing = arguments.indexOf("-b");
    if (backing >= 0 && backing + 1 < arguments.size()) {
      List<String> without = withoutPair(arguments, backing);
      int format = without.indexOf("-F");
      without = format >= 0 ? withoutPair(without, format) : without;
      plainer.add(without);
      List<String> sized = new ArrayList<>(without);
      sized.add(SMALL.getFirst());
      plainer.add(sized);
    }
  }

  private static List<List<String>> withoutPairs(List<String> arguments) {
    return IntStream.range(0, arguments.size() - 1)
        .filter(i -> PAIRS.contains(arguments.get(i)))
        .mapToObj(i -> withoutPair(arguments, i))
        .toList();
  }

  private static List<String> withoutPair(List<String> arguments, int at) {
    List<String> without = new ArrayList<>(arguments);
    without.subList(at, Math.min(at + 2, without.size())).clear();
    return without;
  }

  private static List<Line> text(Line.WriteFile file) {
    List<String> rows = Arrays.asList(file.text().split("\n", -1));
    return IntStream.range(0, rows.size())
        .<Line>mapToObj(dropped ->
            new Line.WriteFile(
                file.path(),
                String.join(
                    "\n",
                    IntStream.range(0, rows.size())
                        .filter(i -> i != dropped)
                        .mapToObj(rows::get)
                        .toList())))
        .toList();
  }
}
