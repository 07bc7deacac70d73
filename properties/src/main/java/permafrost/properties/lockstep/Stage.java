package permafrost.properties.lockstep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import permafrost.fixtures.Unusable;
import permafrost.model.Prediction;
import permafrost.qmp.Host;
import permafrost.qmp.Launch;
import permafrost.qmp.Limits;
import permafrost.qmp.Program;
import permafrost.qmp.Qemu;
import permafrost.qmp.Start;
import permafrost.qmp.Workspace;

/** Sets a planned scenario up: its folder, its files, and a QEMU that waits for commands. */
public final class Stage {

  private final Host host;
  private final TestedQemu qemu;
  private final Launch.Monitor monitor;
  private final Limits limits;
  private final Map<String, HostLines> tools;

  /**
   * A stage for scenarios on this QEMU.
   *
   * @param host lends folders and processes
   */
  public Stage(Host host, TestedQemu qemu, Limits limits) {
    this(host, qemu, Launch.Monitor.fastest(), limits, new ConcurrentHashMap<>());
  }

  private Stage(
      Host host,
      TestedQemu qemu,
      Launch.Monitor monitor,
      Limits limits,
      Map<String, HostLines> tools) {
    this.host = host;
    this.qemu = qemu;
    this.monitor = monitor;
    this.limits = limits;
    this.tools = tools;
  }

  /** The same with other limits; images made by one are remembered by the other. */
  public Stage within(Limits others) {
    return new Stage(host, qemu, monitor, others, tools);
  }

  /** The same with monitors that lose no reply; for what has lost one. */
  public Stage overStream() {
    return new Stage(host, qemu, Launch.Monitor.STREAM, limits, tools);
  }

  /**
   * Makes the files and starts QEMU. A scenario that leaves the model at its start is not started.
   *
   * @throws Unusable if a tool fails, or the build has no such program
   * @throws permafrost.qmp.HostException if this machine has no space or process for it
   */
  public Staged set(Plan plan) {
    Program program = qemu.program(plan.launch().program());
    Workspace folder = host.workspace();
    boolean kept = false;
    try {
      RealNames names = new RealNames(folder.path());
      HostLines lines =
          tools.computeIfAbsent(plan.launch().program(), name -> new HostLines(host, program));
      lines.prepare(plan.host(), folder.path(), names);
      Optional<Start> start =
          plan.launched() instanceof Prediction.Unmodelled
              ? Optional.empty()
              : Optional.of(Qemu.start(host, launch(program, plan, folder, names)));
      kept = true;
      return new Staged(plan, folder, names, lines, start);
    } finally {
      if (!kept) {
        folder.close();
      }
    }
  }

  private Launch launch(Program program, Plan plan, Workspace folder, RealNames names) {
    List<String> arguments = plan.launch().arguments().stream().map(names::toReal).toList();
    Launch.Machine machine = plan.plugs() ? Launch.Machine.DEFAULT : Launch.Machine.NONE;
    return new Launch(program, folder.path(), arguments, machine, monitor, limits);
  }
}
