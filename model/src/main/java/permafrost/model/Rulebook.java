package permafrost.model;

import java.util.EnumSet;
import java.util.Set;

/** Which rules hold: the behaviours of one QEMU version, less at most one planted omission. */
public final class Rulebook {

  private final Set<Behaviour> behaviours;
  private final String forgotten;
  private final boolean emulator;

  private Rulebook(Set<Behaviour> behaviours, String forgotten, boolean emulator) {
    this.behaviours = behaviours;
    this.forgotten = forgotten;
    this.emulator = emulator;
  }

  /** The rules of this version. */
  public static Rulebook of(QemuVersion version) {
    EnumSet<Behaviour> behaviours = EnumSet.noneOf(Behaviour.class);
    for (Behaviour behaviour : Behaviour.values()) {
      if (behaviour.holdsFor(version)) {
        behaviours.add(behaviour);
      }
    }
    return new Rulebook(behaviours, "", false);
  }

  /**
   * The same rules, one of them forgotten: a planted fault.
   *
   * @param rule a name of {@link Planted#names()}
   */
  public Rulebook forgetting(String rule) {
    return new Rulebook(behaviours, rule, emulator);
  }

  /** The same rules, of a system emulator: {@code qemu-system}, not the storage daemon. */
  Rulebook ofEmulator() {
    return new Rulebook(behaviours, forgotten, true);
  }

  /** Whether they are those of a system emulator. Source: {@code bdrv_uses_whitelist}. */
  public boolean isOfEmulator() {
    return emulator;
  }

  /** Whether this QEMU behaves so. */
  public boolean has(Behaviour behaviour) {
    return behaviours.contains(behaviour);
  }

  /** Whether the rule of this name was planted as forgotten. */
  public boolean forgets(String rule) {
    return forgotten.equals(rule);
  }

  /**
   * Refuses the command, unless just this refusal was planted as forgotten: then it returns, and
   * the caller goes on as if the rule did not exist.
   *
   * @param arguments what stands in the places of {@code %s} and {@code %d} of the message's form
   * @throws Refused with the message filled in
   */
  public void refuse(Refusal refusal, Object... arguments) {
    if (!forgets(refusal.name())) {
      throw new Refused(refusal, fill(refusal.form(this), arguments));
    }
  }

  private static String fill(String form, Object... arguments) {
    StringBuilder text = new StringBuilder(form.length() + 32);
    int from = 0;
    int next = 0;
    for (int at = form.indexOf('%'); at >= 0; at = form.indexOf('%', from)) {
      text.append(form, from, at);
      boolean numbered = Character.isDigit(form.charAt(at + 1));
      text.append(arguments[numbered ? form.charAt(at + 1) - '1' : next++]);
      from = at + (numbered ? 4 : 2);
    }
    return text.append(form, from, form.length()).toString();
  }
}
