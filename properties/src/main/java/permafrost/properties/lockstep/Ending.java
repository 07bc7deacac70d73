package permafrost.properties.lockstep;

import java.util.Optional;
import permafrost.model.Command;
import permafrost.properties.oracle.Divergence;
import permafrost.properties.oracle.Kind;
import permafrost.qmp.Fault;
import permafrost.qmp.Qemu;
import permafrost.qmp.Start;

/** Tells QEMU to quit and looks at how it ends. */
public final class Ending {

  private Ending() {}

  /**
   * The divergence if a QEMU that ran all its commands does not end with exit code 0 when told to
   * quit.
   */
  public static Optional<Divergence> divergence(Staged staged) {
    if (staged.start().isEmpty() || !(staged.start().get() instanceof Start.Running running)) {
      return Optional.empty();
    }
    Qemu qemu = running.qemu();
    int last = staged.plan().lastLine();
    return qemu.quit().map(fault -> divergence(last, fault));
  }

  private static Divergence divergence(int line, Fault fault) {
    Optional<Command> quit = Optional.of(Command.of("quit"));
    Divergence divergence = Faults.divergence(line, quit, "", "exit code 0", fault);
    boolean exited = fault instanceof Fault.Death death && death.exit().signal().isEmpty();
    return exited ? divergence.ofKind(Kind.EXIT) : divergence;
  }
}
