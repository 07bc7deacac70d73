package permafrost.properties.generate;

/** Something that is chosen as often as its weight says, compared with its rivals. */
interface Weighted {

  /** 0 or more; 0 is never chosen. */
  int weight();
}
