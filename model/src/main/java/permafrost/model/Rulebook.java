package permafrost.model;

import java.util.EnumSet;
import java.util.Set;

/** Which rules hold: the behaviours of one QEMU version, less at most one planted omission. */
public final class Rulebook {

  private final Set<Behaviour> behaviours;
  private final String forgotten;

  private Rulebook(Set<Behaviour> behaviours, String forgotten) {
    this.behaviours = behaviours;
    this.forgotten = forgotten;
  }

  /** The rules of this version. */
  public static Rulebook of(QemuVersion version) {
    EnumSet<Behaviour> behaviours = EnumSet.noneOf(Behaviour.class);
    for (Behaviour behaviour : Behaviour.values()) {
      if (behaviour.holdsFor(version)) {
        behaviours.add(behaviour);
      }
    }
    return new Rulebook(behaviours, "");
  }

  /** The same rules, one of them forgotten: a planted fault. */
  public Rulebook forgetting(String rule) {
    return new Rulebook(behaviours, rule);
  }

  /** Whether this QEMU behaves so. */
  public boolean has(Behaviour behaviour) {
    return behaviours.contains(behaviour);
  }

  /** Whether the rule of this name was planted as forgotten. */
  public boolean forgets(String rule) {
    return forgotten.equals(rule);
  }
}
