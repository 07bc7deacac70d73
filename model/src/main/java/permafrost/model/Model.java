package permafrost.model;

import permafrost.model.image.Files;
import permafrost.model.qapi.Schema;
import permafrost.model.scenario.Line;

/**
 * What QEMU should do: the one small core that everything else is built around. Pure: the same
 * state and command give the same prediction; no clock, no randomness, no I/O.
 */
public final class Model {

  private final Schema schema;
  private final Rulebook rulebook;

  /**
   * A model of one QEMU.
   *
   * @param schema what that QEMU answers to {@code query-qmp-schema}
   * @param rulebook its behaviours
   */
  public Model(Schema schema, Rulebook rulebook) {
    this.schema = schema;
    this.rulebook = rulebook;
  }

  /**
   * What a line that runs before QEMU ({@code qemu-img}, {@code qemu-io}, {@code create-image},
   * {@code write-file}) does to the files. A file of which the model does not know what it holds is
   * opaque from then on, and a command that opens it is unmodelled.
   */
  public Files prepare(Files files, Line line) {
    throw new UnsupportedOperationException(schema + " " + rulebook + files + line);
  }

  /** What must be seen when QEMU is started. */
  public Prediction launch(Files files, Line.Launch launch) {
    throw new UnsupportedOperationException(files + "" + launch);
  }

  /** What must be seen after a command, queries included. */
  public Prediction step(State state, Command command) {
    throw new UnsupportedOperationException(state + "" + command);
  }
}
