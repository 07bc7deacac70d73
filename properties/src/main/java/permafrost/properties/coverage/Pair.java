package permafrost.properties.coverage;

/** Two things that a run can see together: a cell of a {@link PairTable}, by its headings. */
public record Pair(String row, String column) {

  @Override
  public String toString() {
    return row + " / " + column;
  }
}
