package permafrost.model.driver;

import java.util.Set;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.graph.DriverState;
import permafrost.model.open.OpenRefusal;
import permafrost.model.options.QDict;

/** The part of its child that a raw node shows. Source: {@code raw_apply_options}. */
public final class RawWindow {

  public static final Set<String> OPTIONS = Set.of("offset", "size");
  private static final int SECTOR = 512;

  private RawWindow() {}

  /**
   * Takes the window's options out of {@code options} and checks them.
   *
   * @param containing the size in bytes of the node below, or -1 where it is not known
   */
  public static DriverState.Raw checked(QDict options, long containing, Rulebook rulebook) {
    long offset = options.number("offset", 0);
    boolean sizeGiven = options.has("size");
    long size = options.number("size", 0);
    OPTIONS.forEach(options::remove);
    if (containing < 0 && (offset != 0 || sizeGiven)) {
      throw new OutsideModel("raw window of a file whose size is not known");
    }
    if (offset > containing && containing >= 0) {
      rulebook.refuse(OpenRefusal.RAW_OFFSET_TOO_LARGE, offset, containing);
    }
    if (sizeGiven && Long.compareUnsigned(containing - offset, size) < 0) {
      rulebook.refuse(OpenRefusal.RAW_SIZE_TOO_LARGE, offset, size, containing);
    }
    if (sizeGiven && size % SECTOR != 0) {
      rulebook.refuse(OpenRefusal.RAW_SIZE_UNALIGNED, SECTOR);
    }
    return new DriverState.Raw(offset, sizeGiven, size);
  }
}
