package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Graph;
import permafrost.model.graph.Role;
import permafrost.model.image.Qcow2Header;

/** Random nodes, as commands and as the graph of those that a daemon has accepted. */
final class RandomNodes {

  /** A file on disk: its size, and its header where it is a qcow2 image. */
  record Image(long size, Qcow2Header header) {}

  /** A node that is asked for: by name its file and backing children, or empty. */
  private record Asked(
      String name, ObjectNode arguments, DriverState state, String file, String backing) {}

  private static final String PLAIN = "null-co";
  private static final long DEFAULT_NULL_SIZE = 1L << 30;
  private static final List<String> PASSING = List.of("throttle", "compress", "copy-on-read");

  private final Random random;
  private final Map<String, Image> images;
  private final List<String> groups;
  private final List<Asked> asked = new ArrayList<>();

  RandomNodes(Random random, Map<String, Image> images, List<String> groups) {
    this.random = random;
    this.images = images;
    this.groups = groups;
  }

  /** The commands that add {@code count} nodes. */
  List<String> commands(int count) {
    for (int i = 0; i < count; i++) {
      asked.add(next("n" + i));
    }
    return asked.stream()
        .map(node -> Nodes.command("blockdev-add", members(node.arguments())))
        .toList();
  }

  private static Map<String, JsonNode> members(ObjectNode object) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }

  /** The graph after those commands whose replies are successes. */
  Graph graph(List<JsonNode> replies) {
    Nodes nodes = new Nodes();
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      Asked node = asked.get(i);
      if (replies.get(i).has("return")) {
        int number = nodes.add(node.name(), node.arguments(), node.state());
        numbers.put(node.name(), number);
        link(nodes, number, "file", Role.FILTERED, numbers.get(node.file()));
        link(nodes, number, "backing", Role.COW, numbers.get(node.backing()));
      }
    }
    return nodes.graph();
  }

  private static void link(Nodes nodes, int parent, String name, Role role, Integer child) {
    if (child != null) {
      nodes.link(parent, name, role, child, 0, 0);
    }
  }

  private Asked next(String name) {
    ObjectNode arguments = Nodes.JSON.createObjectNode().put("node-name", name);
    common(arguments);
    return switch (asked.isEmpty() ? 0 : random.nextInt(8)) {
      case 0 -> nullNode(name, arguments);
      case 1, 2 -> fileNode(name, arguments);
      case 3, 4 -> qcow2(name, arguments);
      case 5 -> raw(name, arguments);
      default -> filter(name, arguments);
    };
  }

  private void common(ObjectNode arguments) {
    arguments.put("read-only", random.nextBoolean());
    if (random.nextInt(4) == 0) {
      arguments.putObject("cache").put("no-flush", random.nextBoolean());
    }
    if (random.nextInt(4) == 0) {
      arguments.put("discard", "unmap");
      arguments.put("detect-zeroes", pick(List.of("off", "on", "unmap")));
    }
  }

  private Asked nullNode(String name, ObjectNode arguments) {
    arguments.put("driver", random.nextBoolean() ? PLAIN : "null-aio");
    long size = DEFAULT_NULL_SIZE;
    if (random.nextBoolean()) {
      size = pick(List.of(0L, 1L, 512L, 1000L, 2097152L, 1L << 40));
      arguments.put("size", size);
    }
    if (random.nextInt(3) == 0) {
      arguments.put("latency-ns", 0);
    }
    if (random.nextInt(3) == 0) {
      arguments.put("read-zeroes", random.nextBoolean());
    }
    if (random.nextInt(3) == 0) {
      arguments.putObject("cache").put("direct", true);
    }
    return new Asked(name, arguments, new DriverState.Null(size, false), "", "");
  }

  private Asked fileNode(String name, ObjectNode arguments) {
    String path = pick(List.copyOf(images.keySet()));
    arguments.put("driver", "file").put("filename", path).put("locking", "off");
    return new Asked(name, arguments, Nodes.file(path, images.get(path).size()), "", "");
  }

  /** On a file node that holds one, mostly; others are refused. */
  private Asked qcow2(String name, ObjectNode arguments) {
    List<Asked> holders =
        asked.stream()
            .filter(node -> node.state() instanceof DriverState.File)
            .filter(node -> image(node).header() != null)
            .toList();
    if (holders.isEmpty()) {
      return fileNode(name, arguments);
    }
    Asked file = pick(holders);
    arguments.put("driver", "qcow2").put("file", file.name());
    String backing = random.nextBoolean() ? pick(asked).name() : "";
    if (backing.isEmpty()) {
      arguments.putNull("backing");
    } else {
      arguments.put("backing", backing);
    }
    Qcow2Header header = image(file).header();
    DriverState state = new DriverState.Qcow2(header, header.backingFile());
    return new Asked(name, arguments, state, file.name(), backing);
  }

  private Image image(Asked node) {
    return images.get(((DriverState.File) node.state()).path());
  }

  private Asked raw(String name, ObjectNode arguments) {
    Asked file = pick(asked);
    arguments.put("driver", "raw").put("file", file.name());
    long offset = random.nextBoolean() ? 0 : pick(List.of(0L, 512L, 100L, 4096L));
    if (offset != 0 || random.nextInt(4) == 0) {
      arguments.put("offset", offset);
    }
    boolean sized = random.nextInt(3) == 0;
    long size = sized ? pick(List.of(0L, 512L, 1024L)) : 0;
    if (sized) {
      arguments.put("size", size);
    }
    return new Asked(name, arguments, new DriverState.Raw(offset, sized, size), file.name(), "");
  }

  private Asked filter(String name, ObjectNode arguments) {
    Asked file = pick(asked);
    String driver = pick(PASSING);
    arguments.put("driver", driver).put("file", file.name());
    DriverState state =
        switch (driver) {
          case "throttle" -> {
            arguments.put("throttle-group", pick(groups));
            yield new DriverState.Throttle(arguments.get("throttle-group").asText());
          }
          case "compress" -> new DriverState.Compress(65536);
          default -> DriverState.CopyOnRead.WHOLE;
        };
    return new Asked(name, arguments, state, file.name(), "");
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
