package permafrost.qmp;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Starts a QEMU whose monitor reports where we listen: being reported to is an event, so nobody
 * polls for a socket to appear.
 */
record Launcher(Host host, Launch launch) {
  private static final byte[] CAPABILITIES =
      "{\"execute\":\"qmp_capabilities\"}".getBytes(StandardCharsets.US_ASCII);

  Start start() {
    Duration limit = launch.limits().firstReply();
    for (int restarts = 0; ; restarts++) {
      boolean last = restarts >= launch.limits().restarts();
      Optional<Start> start = attempt(limit, restarts, last);
      if (start.isPresent()) {
        return start.get();
      }
      limit = limit.multipliedBy(2);
    }
  }

  /** Empty if the daemon is mute, or greets twice, and another may be tried. */
  private Optional<Start> attempt(Duration limit, int restarts, boolean last) {
    try (Listener listener = Listener.open(launch.monitor(), host)) {
      Ward ward = host.spawn(launch.folder(), launch.program().command(arguments(listener)));
      boolean kept = false;
      try {
        Diagnosis diagnosis = new Diagnosis(host, launch, ward);
        Optional<Wire> wire = accept(listener, ward, launch.limits().start());
        if (wire.isEmpty()) {
          return Optional.of(new Start.Failed(neverConnected(ward, diagnosis), restarts));
        }
        Qemu qemu = new Qemu(launch, ward, wire.get(), diagnosis);
        try {
          Optional<Start> start = greet(qemu, diagnosis, limit, restarts, last);
          kept = start.isPresent() && start.get() instanceof Start.Running;
          return start;
        } finally {
          if (!kept) {
            qemu.close();
          }
        }
      } finally {
        if (!kept) {
          ward.end();
        }
      }
    } catch (IOException e) {
      throw HostException.of("waiting for QEMU", launch.folder(), e);
    }
  }

  private static Optional<Start> greet(
      Qemu qemu, Diagnosis diagnosis, Duration limit, int restarts, boolean last) {
    Optional<Fault> fault = qemu.awaitGreeting();
    if (fault.isPresent()) {
      return Optional.of(new Start.Failed(fault.get(), restarts));
    }
    qemu.send(CAPABILITIES);
    Optional<Outcome> outcome = qemu.receiveFirst(limit);
    if (qemu.greetedTwice() && !last) {
      return Optional.empty();
    }
    if (outcome.isEmpty()) {
      return last
          ? Optional.of(
              new Start.Failed(diagnosis.hang("the reply to the first command", limit), restarts))
          : Optional.empty();
    }
    return Optional.of(
        switch (outcome.get()) {
          case Reply.Return done -> new Start.Running(qemu, restarts);
          case Reply.Error error ->
              new Start.Failed(
                  new Fault.Garbage("qmp_capabilities was refused", error.desc()), restarts);
          case Fault f -> new Start.Failed(f, restarts);
        });
  }

  /** Empty if the process ends, or its time is up, before its monitor reports. */
  private static Optional<Wire> accept(Listener listener, Ward ward, Duration limit)
      throws IOException {
    Patience patience = new Patience(ward.process(), limit);
    Selector selector = Selector.open();
    boolean kept = false;
    try {
      SelectionKey key = listener.channel().register(selector, listener.operation());
      ward.process().onExit().thenRun(selector::wakeup);
      while (true) {
        boolean alive = ward.process().isAlive();
        Optional<Listener.Met> met = listener.meet(ward.process());
        if (met.isPresent()) {
          key.interestOps(0);
          Optional<Wire> wire = Optional.of(new Wire(met.get(), selector));
          kept = true;
          return wire;
        }
        long left = patience.deadline() - System.nanoTime();
        if (!alive || left <= 0 && !patience.extended()) {
          return Optional.empty();
        }
        selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
          throw new HostException("waiting for QEMU was interrupted");
        }
      }
    } finally {
      if (!kept) {
        selector.close();
      }
    }
  }

  private Fault neverConnected(Ward ward, Diagnosis diagnosis) {
    return ward.process().isAlive()
        ? diagnosis.hang("its monitor to open", launch.limits().start())
        : diagnosis.death(new Exit(ward.process().exitValue()), "");
  }

  private List<String> arguments(Listener listener) {
    List<String> args = new ArrayList<>();
    switch (launch.program().kind()) {
      case STORAGE_DAEMON ->
          args.addAll(List.of("--chardev", listener.chardev(), "--monitor", "chardev=m"));
      case SYSTEM -> {
        args.addAll(List.of("-nodefaults", "-display", "none", "-S"));
        args.addAll(List.of("-chardev", listener.chardev(), "-qmp", "chardev:m"));
        if (launch.machine() == Launch.Machine.NONE && !namesMachine()) {
          args.addAll(List.of("-M", "none"));
        }
      }
    }
    args.addAll(launch.args());
    return args;
  }

  private boolean namesMachine() {
    return launch.args().stream()
        .anyMatch(a -> a.equals("-M") || a.equals("-machine") || a.equals("--machine"));
  }
}
