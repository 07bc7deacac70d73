package permafrost.properties.bench;

import java.util.List;
import permafrost.qmp.Outcome;
import permafrost.qmp.Qemu;
import permafrost.qmp.Reply;

/** Sends commands and reads the replies, with no model and no comparison. */
final class BareLoop {

  private static final int WINDOW = 8;

  private BareLoop() {}

  /** Sends all; the seconds it took until the last reply. */
  static double seconds(Qemu qemu, List<byte[]> commands) {
    long start = System.nanoTime();
    int sent = 0;
    for (int received = 0; received < commands.size(); received++) {
      while (sent < commands.size() && sent - received < WINDOW) {
        qemu.send(commands.get(sent++));
      }
      Outcome outcome = qemu.receive();
      if (!(outcome instanceof Reply)) {
        throw new IllegalStateException("QEMU failed in the bare loop: " + outcome);
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
