package permafrost.properties.generate;

import java.util.Optional;
import permafrost.model.Behaviour;
import permafrost.model.Command;

/** One kind of command, such as one way to do something almost right. */
interface Idea extends Weighted {

  /** Its name, by which it is counted. */
  String name();

  /** The behaviour without which a QEMU does not know such a command; empty where all know it. */
  default Optional<Behaviour> needs() {
    return Optional.empty();
  }

  /**
   * A command of this kind that suits the situation, or empty where none does.
   *
   * @param situation where the sequence stands
   */
  Optional<Command> suggest(Situation situation);
}
