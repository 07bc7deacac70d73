package permafrost.properties.generate;

import java.util.Optional;
import java.util.function.Function;
import permafrost.model.Command;
import permafrost.model.graph.Node;

/** Deletions that are refused. */
enum DeleteMiss implements Idea {
  NODE_NOT_THERE(4, s -> Optional.of(s.unknownName())),
  USED_AS_FILE(5, s -> used(s, "file", true)),
  USED_AS_BACKING(5, s -> used(s, "backing", true)),
  NOT_OWNED(5, s -> used(s, "file", false)),
  BACKING_NOT_OWNED(3, s -> used(s, "backing", false)),
  EXPORTED(5, s -> used(s, "root", true)),
  EXPORTED_NOT_OWNED(2, s -> used(s, "root", false)),
  NAME_EMPTY(1, s -> Optional.of("")),
  NAME_MADE_UP(1, DeleteMiss::madeUp);

  private final int weight;
  private final Function<Situation, Optional<String>> name;

  DeleteMiss(int weight, Function<Situation, Optional<String>> name) {
    this.weight = weight;
    this.name = name;
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public Optional<Command> suggest(Situation situation) {
    return name.apply(situation).map(Commands::blockdevDel);
  }

  private static Optional<String> used(Situation situation, String as, boolean owned) {
    return situation
        .node(node -> node.monitorOwned() == owned && situation.isUsedAs(node, as))
        .map(Node::name);
  }

  private static Optional<String> madeUp(Situation situation) {
    return situation
        .dice()
        .oneOf(situation.nodes(node -> !Situation.isNamed(node)))
        .map(Node::name);
  }
}
