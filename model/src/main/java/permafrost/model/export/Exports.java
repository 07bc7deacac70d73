package permafrost.model.export;

import java.util.Optional;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * The block exports there are, and the server of the NBD ones.
 *
 * @param server empty where none runs
 * @param all oldest first
 */
public record Exports(Optional<NbdServer> server, PVector<Export> all) {

  /** No export, and no server. */
  public static final Exports NONE = new Exports(Optional.empty(), TreePVector.empty());

  /** The export of this id. Source: {@code blk_exp_find}. */
  public Optional<Export> find(String id) {
    return all.stream().filter(export -> export.id().equals(id)).findFirst();
  }

  /** Whether one of them uses its node through this block backend. */
  public boolean have(int user) {
    return all.stream().anyMatch(export -> export.user() == user);
  }

  /** Whether the server shows an export by this name. Source: {@code nbd_export_find}. */
  public boolean hasName(String name) {
    return all.stream().anyMatch(export -> export.name().equals(name));
  }

  public Exports with(NbdServer running) {
    return new Exports(Optional.of(running), all);
  }

  public Exports withoutServer() {
    return new Exports(Optional.empty(), all);
  }

  public Exports plus(Export export) {
    return new Exports(server, all.plus(export));
  }

  public Exports minus(Export export) {
    return new Exports(server, all.minus(export));
  }
}
