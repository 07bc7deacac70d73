package permafrost.properties;

import permafrost.properties.command.Main;

/** The program. */
public final class Permafrost {

  private Permafrost() {}

  /**
   * Runs a command and ends this JVM.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    System.exit(Main.run(args));
  }
}
