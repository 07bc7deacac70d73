package permafrost.model.graph;

/** What a node does with writes of zeroes. Source: {@code BlockdevDetectZeroesOptions}. */
public enum DetectZeroes {
  OFF("off"),
  ON("on"),
  UNMAP("unmap");

  private final String qapiName;

  DetectZeroes(String qapiName) {
    this.qapiName = qapiName;
  }

  public String qapiName() {
    return qapiName;
  }

  /** The value of this QAPI name, which the visitor has checked. */
  public static DetectZeroes named(String name) {
    for (DetectZeroes value : values()) {
      if (value.qapiName.equals(name)) {
        return value;
      }
    }
    throw new IllegalArgumentException("not a detect-zeroes value: " + name);
  }
}
