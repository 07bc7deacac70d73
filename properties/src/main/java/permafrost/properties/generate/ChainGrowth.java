package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Three or four images on top of each other, most with names: what jobs work on. */
final class ChainGrowth {

  private static final int SHORTEST = 3;

  private final Situation situation;
  private final List<String> names;

  /** Images of which enough must be copied to hold a job with a speed, the base first. */
  private static final List<List<HostFile>> HOLDING =
      List.of(
          List.of(HostFile.FULL, HostFile.OVER_FULL),
          List.of(HostFile.FULL, HostFile.EMPTY),
          List.of(HostFile.EMPTY, HostFile.FULL, HostFile.OVER_FULL),
          List.of(HostFile.PLAIN, HostFile.FULL, HostFile.OVER_FULL, HostFile.EMPTY));

  ChainGrowth(Situation situation) {
    this.situation = situation;
    this.names = new ArrayList<>(situation.freeNames(Set.of()));
  }

  /** The topmost node, the others inline; empty where files or names are lacking. */
  Optional<ObjectNode> chain() {
    Dice dice = situation.dice();
    Set<String> open = situation.openPaths();
    List<HostFile> images = new ArrayList<>();
    for (HostFile file : HostFile.values()) {
      if (file.qcow2() && !open.contains(file.path())) {
        images.add(file);
      }
    }
    int length = SHORTEST + dice.below(2);
    if (images.size() < length || names.size() < length) {
      return Optional.empty();
    }
    ObjectNode below = image(images.remove(dice.below(images.size())));
    below.putNull("backing");
    for (int at = 1; at < length; at++) {
      ObjectNode above = image(images.remove(dice.below(images.size())));
      below = above.set("backing", dice.percent(25) ? filtered(below, length - at - 1) : below);
    }
    return Optional.of(below);
  }

  /** A chain in which a stream, and most commits, with a speed are held. */
  Optional<ObjectNode> holding() {
    Set<String> open = situation.openPaths();
    List<HostFile> images = situation.dice().oneOf(HOLDING).orElseThrow();
    if (names.size() < images.size()
        || images.stream().map(HostFile::path).anyMatch(open::contains)) {
      return Optional.empty();
    }
    ObjectNode below = image(images.getFirst());
    below.putNull("backing");
    if (images.size() >= SHORTEST && situation.dice().percent(60)) {
      below = filtered(below, images.size() - 1);
    }
    for (HostFile file : images.subList(1, images.size())) {
      ObjectNode above = image(file);
      below = above.set("backing", below);
    }
    return Optional.of(below);
  }

  /**
   * With a filter above it that holds nothing up, where there is a group for one.
   *
   * @param images how many are still to have a name
   */
  private ObjectNode filtered(ObjectNode below, int images) {
    Set<String> limiting = situation.state().groups().limiting();
    Optional<String> idle =
        situation
            .dice()
            .oneOf(situation.groups().stream().filter(id -> !limiting.contains(id)).toList());
    if (idle.isEmpty() || names.size() <= images) {
      return below;
    }
    ObjectNode filter = Situation.json().put("driver", "throttle");
    filter.put("node-name", names.removeFirst()).put("throttle-group", idle.get());
    return filter.set("file", below);
  }

  private ObjectNode image(HostFile file) {
    Dice dice = situation.dice();
    ObjectNode options = Situation.json().put("driver", "qcow2");
    options.put("node-name", names.removeFirst());
    ObjectNode storage = options.putObject("file").put("driver", "file");
    if (dice.percent(20) && names.size() > SHORTEST) {
      storage.put("node-name", names.removeLast());
    }
    storage.put("filename", file.path());
    return options;
  }
}
