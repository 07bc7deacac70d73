package permafrost.shrinking.script;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import permafrost.model.Command;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;

/**
 * A scenario as a bash script that runs without Permafrost, in the style in which QEMU's
 * maintainers exchange reproducers: the tools' lines, then QMP in a here-document. {@code QSD} or
 * {@code QEMU} in the environment names another binary than the one on the path. The replies go to
 * standard output.
 */
public final class ShellScript {

  private static final Pattern MADE_UP = Pattern.compile("#block\\d+~?");

  private final List<String> text = new ArrayList<>();
  private final List<String> whileRunning = new ArrayList<>();
  private final boolean needsMachine;
  private boolean running;

  private ShellScript(Scenario scenario) {
    needsMachine = scenario.commands().stream().anyMatch(c -> c.name().equals("device_add"));
  }

  /**
   * What the last command should have shown and did.
   *
   * @param expected what the model says
   * @param actual what QEMU says
   */
  public record Contrast(String expected, String actual) {}

  /**
   * Writes the script.
   *
   * @param scenario what happens; of its recorded replies only the last one is told
   * @param shows what the script shows, for the comment at its head; may have several lines
   * @param contrast what to tell of the last command, below the commands
   * @return the whole text, a newline at its end
   */
  public static String render(Scenario scenario, String shows, Optional<Contrast> contrast) {
    ShellScript script = new ShellScript(scenario);
    script.head(scenario, shows);
    List<Line> lines = scenario.lines();
    for (int i = 0; i < lines.size(); i++) {
      script.write(lines.get(i), commandsAfter(lines, i));
    }
    script.endOfCommands();
    script.tail(scenario, contrast);
    return String.join("\n", script.text) + "\n";
  }

  private void head(Scenario scenario, String shows) {
    text.add("#!/bin/bash");
    comment("", shows.isBlank() ? scenario.name() : shows);
    TreeSet<String> madeUp = new TreeSet<>();
    for (Command command : scenario.commands()) {
      Matcher name = MADE_UP.matcher(command.arguments().toString());
      while (name.find()) {
        madeUp.add(name.group());
      }
    }
    if (!madeUp.isEmpty()) {
      text.add("#");
      text.add("# QEMU makes up these names, each with two random digits at its end ('~');");
      text.add("# put in what query-named-block-nodes shows: " + String.join(" ", madeUp));
    }
    text.add("");
    text.add("set -e");
    text.add("dir=$(mktemp -d)");
    text.add("trap 'rm -rf \"$dir\"' EXIT");
    text.add("cd \"$dir\"");
    if (scenario.lines().stream().anyMatch(Line.CreateImage.class::isInstance)) {
      text.add("");
      text.addAll(NumberedSectors.FUNCTION);
    }
    text.add("");
  }

  private void write(Line line, boolean commandsFollow) {
    switch (line) {
      case Line.QemuImg tool -> tool("qemu-img", tool.arguments());
      case Line.QemuIo tool -> tool("qemu-io", tool.arguments());
      case Line.CreateImage image ->
          host(NumberedSectors.call(Quoting.inFolder(image.path()), image.size()));
      case Line.WriteFile file ->
          host(
              "printf %s "
                  + Quoting.quoted(Quoting.inFolder(file.text()))
                  + " > "
                  + Quoting.quoted(Quoting.inFolder(file.path())));
      case Line.Launch launch -> {
        endOfCommands();
        text.addAll(CommandLine.of(launch, needsMachine));
        text.add(qmp(Command.of("qmp_capabilities")));
        running = true;
      }
      case Line.Execute execute -> text.add(qmp(execute.command()));
      case Line.Return reply -> {}
      case Line.Error reply -> {}
      case Line.Event event -> {}
    }
    if (running && !commandsFollow && !(line instanceof Line.Event)) {
      endOfCommands();
    }
  }

  /** Whether QEMU is sent anything more before something else happens. */
  private static boolean commandsAfter(List<Line> lines, int index) {
    for (Line line : lines.subList(index + 1, lines.size())) {
      if (line instanceof Line.Execute) {
        return true;
      }
      if (line instanceof Line.Launch) {
        return false;
      }
    }
    return false;
  }

  private void tool(String program, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(program));
    arguments.forEach(argument -> words.add(Quoting.quoted(Quoting.inFolder(argument))));
    host(String.join(" ", words));
  }

  /** What runs between two commands has no place in a here-document: it is told below. */
  private void host(String line) {
    (running ? whileRunning : text).add(line);
  }

  private void endOfCommands() {
    if (running) {
      if (!text.getLast().contains("\"quit\"")) {
        text.add(qmp(Command.of("quit")));
      }
      text.add("QMP");
      running = false;
    }
  }

  private void tail(Scenario scenario, Optional<Contrast> contrast) {
    if (!whileRunning.isEmpty()) {
      text.add("# Not done above, since QEMU has to be running, between its commands:");
      whileRunning.forEach(line -> comment("  ", line));
    }
    contrast.ifPresent(told -> {
      text.add("# The last command before quit:");
      comment("  expected: ", Quoting.inFolder(told.expected()));
      comment("  actual:   ", Quoting.inFolder(told.actual()));
    });
    if (contrast.isEmpty()) {
      lastReply(scenario)
          .ifPresent(
              reply -> comment("The last command's recorded reply: ", Quoting.inFolder(reply)));
    }
  }

  private static Optional<String> lastReply(Scenario scenario) {
    Optional<String> reply = Optional.empty();
    for (Line line : scenario.lines()) {
      if (line instanceof Line.Return(JsonNode value)) {
        reply = Optional.of(value.toString());
      } else if (line instanceof Line.Error(String errorClass, String description)) {
        reply = Optional.of(errorClass + ": " + description);
      } else if (line instanceof Line.Execute) {
        reply = Optional.empty();
      }
    }
    return reply;
  }

  private void comment(String label, String words) {
    String indent = " ".repeat(label.length());
    String prefix = label;
    for (String row : words.split("\\R")) {
      text.add(("# " + prefix + row).stripTrailing());
      prefix = indent;
    }
  }

  private static String qmp(Command command) {
    return Quoting.inFolder(SpacedJson.of(command.toJson()));
  }
}
