package permafrost.shrinking;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import permafrost.model.Command;
import permafrost.model.scenario.Scenario;

/** A fault planted in the toy block layer, and the shortest scenario that can show it. */
enum Fault {
  /** A backing child is reopened with something said of read-only. */
  REOPEN_OF_A_BACKING_CHILD(
      "{'launch':['--blockdev',{'driver':'qcow2','node-name':'n0',"
          + "'backing':{'driver':'null-co','node-name':'n1'},'file':{'driver':'null-co'}}],"
          + "'program':'qemu-storage-daemon'}",
      "{'execute':'blockdev-reopen','arguments':"
          + "{'options':[{'node-name':'n1','read-only':false}]}}") {
    @Override
    boolean shows(ToyBlockLayer layer, Command command) {
      return command.name().equals("blockdev-reopen") && anyBackingReopened(layer, command);
    }
  },

  /** A group is deleted while two throttle nodes are in it. */
  DELETION_OF_A_SHARED_GROUP(
      "{'launch':['--object',{'id':'tg0'},"
          + "'--blockdev',{'driver':'throttle','node-name':'n0','throttle-group':'tg0','file':"
          + "{'driver':'throttle','throttle-group':'tg0','file':{'driver':'null-co'}}}],"
          + "'program':'qemu-storage-daemon'}",
      "{'execute':'object-del','arguments':{'id':'tg0'}}") {
    @Override
    boolean shows(ToyBlockLayer layer, Command command) {
      return command.name().equals("object-del")
          && layer.groups.contains(command.arguments().path("id").asText())
          && layer.users(command.arguments().path("id").asText()) >= 2;
    }
  },

  /** A third parent is put over one node. */
  THIRD_PARENT(
      "{'launch':['--blockdev',{'driver':'raw','node-name':'n0',"
          + "'file':{'driver':'null-co','node-name':'n1'}},"
          + "'--blockdev',{'driver':'raw','node-name':'n2','file':'n1'}],"
          + "'program':'qemu-storage-daemon'}",
      "{'execute':'blockdev-add','arguments':{'driver':'raw','file':'n1'}}") {
    @Override
    boolean shows(ToyBlockLayer layer, Command command) {
      JsonNode file = command.arguments().path("file");
      return command.name().equals("blockdev-add")
          && command.arguments().path("driver").asText().equals("raw")
          && file.isTextual()
          && layer.parents(file.asText()) >= 2;
    }
  },

  /** A node is deleted right under another one. */
  DELETION_OF_A_USED_NODE(
      "{'launch':['--blockdev',{'driver':'null-co','node-name':'n0'},"
          + "'--blockdev',{'driver':'raw','node-name':'n1','file':'n0'}],"
          + "'program':'qemu-storage-daemon'}",
      "{'execute':'blockdev-del','arguments':{'node-name':'n0'}}") {
    @Override
    boolean shows(ToyBlockLayer layer, Command command) {
      String name = command.arguments().path("node-name").asText();
      return command.name().equals("blockdev-del")
          && layer.roots.contains(name)
          && layer.parents(name) > 0;
    }
  },

  /** A node gets another file, and both are images. */
  REOPEN_WITH_ANOTHER_FILE(
      "{'qemu-img':['create','-f','raw','0.img','64k']}",
      "{'launch':['--blockdev',{'driver':'file','node-name':'n0','filename':'0.img'},"
          + "'--blockdev',{'driver':'qcow2','node-name':'n1','file':{'driver':'null-co'}}],"
          + "'program':'qemu-storage-daemon'}",
      "{'execute':'blockdev-reopen','arguments':{'options':[{'node-name':'n1','file':'n0'}]}}") {
    @Override
    boolean shows(ToyBlockLayer layer, Command command) {
      for (JsonNode node : command.arguments().path("options")) {
        ToyBlockLayer.Node before = layer.nodes.get(node.path("node-name").asText());
        ToyBlockLayer.Node file = layer.nodes.get(node.path("file").asText());
        if (before != null
            && file != null
            && before.driver().equals("qcow2")
            && file.driver().equals("file")
            && !file.name().equals(before.children().get("file"))) {
          return true;
        }
      }
      return false;
    }
  };

  private final Scenario shortest;

  Fault(String... shortest) {
    this.shortest = Scenarios.of(shortest);
  }

  Scenario shortest() {
    return shortest;
  }

  abstract boolean shows(ToyBlockLayer layer, Command command);

  /** Whether a scenario that starts at all shows it. */
  Verdict verdict() {
    return scenario -> {
      AtomicBoolean shown = new AtomicBoolean();
      List<Boolean> succeeded =
          ToyBlockLayer.run(
              scenario,
              (layer, command) -> {
                if (shows(layer, command)) {
                  shown.set(true);
                }
              });
      return succeeded.getFirst() && shown.get();
    };
  }

  /** Throws out what does not start, or where a command is refused of which none was before. */
  static Sense sense(Scenario original) {
    Set<String> refusedBefore = refusedCommands(original);
    return new Sense() {
      @Override
      public boolean sensible(Scenario candidate) {
        return ToyBlockLayer.run(candidate, (layer, command) -> {}).getFirst()
            && refusedBefore.containsAll(refusedCommands(candidate));
      }

      @Override
      public Set<Integer> refused(Scenario scenario) {
        List<Boolean> succeeded = ToyBlockLayer.run(scenario, (layer, command) -> {});
        return IntStream.range(0, succeeded.size() - 2)
            .filter(i -> !succeeded.get(i + 1))
            .boxed()
            .collect(Collectors.toSet());
      }
    };
  }

  /** The names of the commands that are refused, but for the last. */
  private static Set<String> refusedCommands(Scenario scenario) {
    List<Boolean> succeeded = ToyBlockLayer.run(scenario, (layer, command) -> {});
    return IntStream.range(0, succeeded.size() - 2)
        .filter(i -> !succeeded.get(i + 1))
        .mapToObj(i -> scenario.commands().get(i).name())
        .collect(Collectors.toSet());
  }

  private static boolean anyBackingReopened(ToyBlockLayer layer, Command command) {
    for (JsonNode node : command.arguments().path("options")) {
      String name = node.path("node-name").asText();
      boolean backing =
          layer.nodes.values().stream()
              .anyMatch(parent ->
                  parent.driver().equals("qcow2") && name.equals(parent.children().get("backing")));
      if (backing && node.has("read-only")) {
        return true;
      }
    }
    return false;
  }
}
