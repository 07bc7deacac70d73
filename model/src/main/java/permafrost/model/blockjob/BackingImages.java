package permafrost.model.blockjob;

import java.util.Optional;
import permafrost.model.OutsideModel;
import permafrost.model.answer.FileNames;
import permafrost.model.graph.Chain;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.GraphView;
import permafrost.model.graph.Node;
import permafrost.model.image.Files;

/** Finds the image in a backing chain that a file name means. */
final class BackingImages {

  private final GraphView graph;
  private final Files files;
  private final FileNames names;

  BackingImages(GraphView graph, Files files) {
    this.graph = graph;
    this.files = files;
    this.names = new FileNames(graph);
  }

  /** Source: {@code bdrv_find_backing_image}. */
  Optional<Integer> find(int node, String name) {
    int at = Chain.skipFilters(graph, node);
    while (Chain.backing(graph, at) != Node.NOBODY) {
      int below = Chain.next(graph, at);
      if (names(at, below, name)) {
        return Optional.of(below);
      }
      at = below;
    }
    return Optional.empty();
  }

  private boolean names(int overlay, int below, String name) {
    if (!(graph.node(overlay).state() instanceof DriverState.Qcow2 qcow2)) {
      throw new OutsideModel("the backing file's name of a " + graph.node(overlay).driver());
    }
    String shown = names.of(Chain.backing(graph, overlay));
    if (!qcow2.automaticBacking().equals(shown)) {
      return name.equals(names.of(below));
    }
    String header = qcow2.header().backingFile();
    if (name.contains(":") || header.contains(":")) {
      throw new OutsideModel("a backing file's name with a protocol");
    }
    Optional<String> wanted = names.fullBackingName(overlay, name);
    Optional<String> full = names.fullBackingName(overlay, header);
    return wanted.isPresent()
        && full.isPresent()
        && files.at(wanted.get()).isPresent()
        && files.at(full.get()).isPresent()
        && Files.same(wanted.get(), full.get());
  }
}
