package permafrost.properties.oracle;

/** In what way an observation was not the predicted one. */
public enum Kind {
  /** QEMU did not start as predicted. */
  LAUNCH("QEMU's start"),
  /** The command was refused though it should succeed, or the other way, or with another text. */
  REPLY("the reply"),
  /** A query's answer is another one: the graph, its permissions, nodes' attributes. */
  ANSWER("the answer"),
  /** QEMU died. */
  DEATH("QEMU died"),
  /** No reply in time. */
  HANG("QEMU hangs"),
  /** Something other than a QMP message. */
  GARBAGE("no QMP message"),
  /** A reply to nothing. */
  UNASKED("a reply that nobody asked for"),
  /** An event that nothing should have caused. */
  EVENT("an event"),
  /** After {@code quit} the process did not end with exit code 0. */
  EXIT("the end of the process"),
  /** A host line beside a running QEMU, or after it, does not succeed. */
  TOOL("a tool"),
  /** {@code qemu-img check} finds fault with an image. */
  IMAGE("an image after the run"),
  /** The same scenario, run again, came to another verdict. */
  VERDICT("the verdict");

  private final String title;

  Kind(String title) {
    this.title = title;
  }

  /** For people, a few words that end a sentence such as "line 3 differs: …". */
  public String title() {
    return title;
  }
}
