package permafrost.properties.generate;

import java.util.List;
import java.util.Locale;

/** Whose habits a case has. */
public enum Profile {
  /** Each case has those of one of the others, or of nobody in particular. */
  MIXED,
  /** libvirt's: chains of named nodes, everything by reference, jobs that stay. */
  LIBVIRT,
  /** Proxmox VE's: drives with a filter on top, backups through fleecing images. */
  PROXMOX;

  private static final int LIBVIRT_PERCENT = 25;
  private static final int PROXMOX_PERCENT = 20;

  /** What the command line calls it. */
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How often each kind of idea has its turn in the next case. */
  List<Turn> turns(Dice dice, List<Repertoire> kinds) {
    Profile drawn = drawn(dice);
    return kinds.stream().map(kind -> new Turn(kind, drawn.weight(kind))).toList();
  }

  private Profile drawn(Dice dice) {
    if (this != MIXED) {
      return this;
    }
    int at = dice.below(100);
    return at < LIBVIRT_PERCENT
        ? LIBVIRT
        : at < LIBVIRT_PERCENT + PROXMOX_PERCENT ? PROXMOX : MIXED;
  }

  private int weight(Repertoire kind) {
    boolean own =
        this == LIBVIRT && kind == Repertoire.LIBVIRT
            || this == PROXMOX && kind == Repertoire.PROXMOX;
    return own ? Repertoire.OWN_WEIGHT : this == MIXED || kind.isOfJobs() ? kind.weight() : 1;
  }

  /**
   * A kind of idea.
   *
   * @param weight how often it has its turn, compared with the others
   */
  record Turn(Repertoire kind, int weight) implements Weighted {}
}
