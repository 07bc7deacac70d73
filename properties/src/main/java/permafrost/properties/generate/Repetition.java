package permafrost.properties.generate;

import java.util.Optional;
import permafrost.model.Command;

/** The same command again. */
enum Repetition implements Idea {
  LAST(3),
  EARLIER(2);

  private final int weight;

  Repetition(int weight) {
    this.weight = weight;
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public Optional<Command> suggest(Situation situation) {
    return switch (this) {
      case LAST ->
          situation.sent().isEmpty()
              ? Optional.empty()
              : Optional.of(situation.sent().getLast()).filter(c -> suits(situation, c));
      case EARLIER -> situation.dice().oneOf(situation.sent()).filter(c -> suits(situation, c));
    };
  }

  /** What makes a file anew waits until that is not open any more. */
  private static boolean suits(Situation situation, Command command) {
    return !command.name().equals("drive-backup")
        || !situation.openPaths().contains(command.arguments().path("target").asText());
  }
}
