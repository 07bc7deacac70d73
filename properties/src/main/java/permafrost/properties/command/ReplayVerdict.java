package permafrost.properties.command;

/** What a replayed scenario came to. */
enum ReplayVerdict {
  /** All was as predicted, to the last line. */
  AGREED("agreed"),
  /** All was, up to a line that the model does not know. */
  UNMODELLED("unmodelled"),
  /** It diverged in a way that is written down. */
  KNOWN("known"),
  /** It diverged. */
  DIVERGED("DIVERGED");

  private final String word;

  ReplayVerdict(String word) {
    this.word = word;
  }

  /** For people. */
  @Override
  public String toString() {
    return word;
  }
}
