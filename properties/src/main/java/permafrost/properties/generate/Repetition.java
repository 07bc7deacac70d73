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
          situation.sent().isEmpty() ? Optional.empty() : Optional.of(situation.sent().getLast());
      case EARLIER -> situation.dice().oneOf(situation.sent());
    };
  }
}
