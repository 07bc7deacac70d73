package permafrost.shrinking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import permafrost.model.Command;
import permafrost.model.scenario.Line;
import permafrost.model.scenario.Scenario;

/** Random scenarios in which a planted fault shows: the fault's own needs in a random guise. */
final class Noise {

  private static final int ATTEMPTS = 1000;

  private final Random random;
  private final List<String> names = new ArrayList<>();
  private final List<Line> hosts = new ArrayList<>();
  private final List<String> launch = new ArrayList<>();
  private final List<Line> commands = new ArrayList<>();
  private final ToyBlockLayer layer = new ToyBlockLayer();

  private Noise(long seed) {
    random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      names.add("abcdefghij".charAt(i % 10) + (i < 10 ? "" : "" + i));
    }
    Collections.shuffle(names, random);
  }

  /** A scenario of random commands, most of them valid, one of which shows the fault. */
  static Scenario showing(Fault fault, long seed) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Noise noise = new Noise(seed * 1000 + attempt);
      Scenario scenario = noise.scenario(25);
      if (fault.verdict().sameDivergence(scenario)) {
        return scenario;
      }
    }
    throw new IllegalStateException("no scenario shows " + fault);
  }

  private Scenario scenario(int length) {
    for (int i = 0; i < 4; i++) {
      String format = random.nextInt(4) == 0 ? "raw" : "qcow2";
      String file = "f" + names.get(i);
      hosts.add(
          new Line.QemuImg(List.of("create", "-f", format, file, (1 + random.nextInt(9)) + "M")));
      layerFile(file, format);
    }
    while (commands.size() < length) {
      Command command = random.nextInt(8) == 0 ? broken() : command();
      boolean succeeded = layer.execute(command);
      boolean add = LaunchOption.optionOf(command.name()).isPresent();
      if (commands.isEmpty() && succeeded && add && random.nextInt(3) > 0) {
        launch.add(LaunchOption.optionOf(command.name()).get());
        launch.add(command.arguments().toString());
      } else if (succeeded || random.nextBoolean()) {
        commands.add(new Line.Execute(command));
      }
    }
    List<Line> lines = new ArrayList<>(hosts);
    lines.add(new Line.Launch(launch, "qemu-storage-daemon"));
    lines.addAll(commands);
    return new Scenario("noise", "", lines);
  }

  private void layerFile(String file, String format) {
    layer.image(List.of("create", "-f", format, file, "1M"));
  }

  private Command broken() {
    return new Command("blockdev-del", Scenarios.object("{'node-name':'missing'}"));
  }

  private Command command() {
    return switch (random.nextInt(10)) {
      case 0 -> new Command("object-add", group());
      case 1 -> new Command("object-del", Scenarios.object("{'id':'" + anyGroup() + "'}"));
      case 2 -> new Command("blockdev-del", Scenarios.object("{'node-name':'" + anyNode() + "'}"));
      case 3, 4 -> new Command("blockdev-reopen", reopen());
      default -> new Command("blockdev-add", node(2));
    };
  }

  private ObjectNode group() {
    ObjectNode group =
        Scenarios.object(
            "{'qom-type':'throttle-group','id':'" + names.get(random.nextInt(4)) + "'}");
    if (random.nextBoolean()) {
      group.set("limits", Scenarios.object("{'iops-total':" + random.nextInt(999) + "}"));
    }
    return group;
  }

  private ObjectNode reopen() {
    ObjectNode arguments = Scenarios.object("{'options':[]}");
    for (int i = 0; i <= random.nextInt(2); i++) {
      ObjectNode node = Scenarios.object("{'driver':'raw','node-name':'" + anyNode() + "'}");
      options(node);
      if (random.nextInt(3) == 0) {
        node.put("file", anyNode());
      }
      arguments.withArray("options").add(node);
    }
    return arguments;
  }

  private void options(ObjectNode node) {
    for (String key : List.of("read-only", "auto-read-only", "force-share")) {
      if (random.nextInt(3) == 0) {
        node.put(key, random.nextBoolean());
      }
    }
    if (random.nextInt(4) == 0) {
      node.put("detect-zeroes", "on");
    }
    if (random.nextInt(4) == 0) {
      node.set("cache", Scenarios.object("{'direct':false,'no-flush':true}"));
    }
  }

  private ObjectNode node(int depth) {
    List<String> drivers =
        List.of("null-co", "file", "raw", "copy-on-read", "throttle", "qcow2", "qcow2");
    String driver = drivers.get(random.nextInt(depth == 0 ? 2 : drivers.size()));
    ObjectNode node = Scenarios.object("{'driver':'" + driver + "'}");
    if (depth == 2 || random.nextInt(3) > 0) {
      node.put("node-name", names.get(random.nextInt(names.size())));
    }
    if (driver.equals("file")) {
      node.put("filename", "f" + names.get(random.nextInt(4)));
    } else if (driver.equals("null-co")) {
      node.put("size", random.nextInt(100_000));
    } else {
      child(node, "file", depth);
    }
    if (driver.equals("throttle")) {
      node.put("throttle-group", anyGroup());
    }
    if (driver.equals("qcow2") && random.nextBoolean()) {
      child(node, "backing", depth);
    }
    options(node);
    return node;
  }

  private void child(ObjectNode node, String edge, int depth) {
    if (random.nextBoolean() && !layer.nodes.isEmpty()) {
      node.put(edge, anyNode());
    } else {
      node.set(edge, node(depth - 1));
    }
  }

  private String anyNode() {
    List<String> known = List.copyOf(new TreeSet<>(layer.nodes.keySet()));
    return known.isEmpty() ? "a" : known.get(random.nextInt(known.size()));
  }

  private String anyGroup() {
    List<String> known = List.copyOf(new TreeSet<>(layer.groups));
    return known.isEmpty() ? "a" : known.get(random.nextInt(known.size()));
  }
}
