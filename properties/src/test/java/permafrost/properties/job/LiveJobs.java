package permafrost.properties.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import permafrost.model.Command;
import permafrost.model.OutsideModel;
import permafrost.model.QemuVersion;
import permafrost.model.Refused;
import permafrost.model.Rulebook;
import permafrost.model.answer.Answer;
import permafrost.model.answer.BlockJobsAnswer;
import permafrost.model.answer.JobsAnswer;
import permafrost.model.job.Job;
import permafrost.model.job.JobCommands;
import permafrost.model.job.JobEvents;
import permafrost.model.job.JobLife;
import permafrost.model.job.Jobs;
import permafrost.model.job.JobsEdit;
import permafrost.model.job.NewJob;
import permafrost.qmp.Event;
import permafrost.qmp.Outcome;
import permafrost.qmp.Qemu;
import permafrost.qmp.Reply;

/** The jobs of a real QEMU and of the model, side by side. */
final class LiveJobs {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Command JOBS = Command.of("query-jobs");
  private static final Command QUIT = Command.of("quit");
  private static final Command BLOCK_JOBS = Command.of("query-block-jobs");

  private final Qemu qemu;
  private final Rulebook rulebook;
  private final Map<String, JobEvents> streams = new TreeMap<>();
  private Jobs<Rulebook> jobs = Jobs.none();
  private Command last = Command.of("qmp_capabilities");

  LiveJobs(Qemu qemu, QemuVersion version) {
    this.qemu = qemu;
    this.rulebook = Rulebook.of(version);
  }

  Optional<Job<Rulebook>> find(String id) {
    return jobs.find(id);
  }

  /** Makes the nodes of a number: two of one size, one of another, and one that cannot be read. */
  void makeNodes(int number) {
    for (String name : List.of("s", "t", "u")) {
      send(
          new Command(
              "blockdev-add",
              disk(name.equals("u") ? 1 << 20 : 1 << 26)
                  .put("node-name", name + number)
                  .put("read-zeroes", true)));
    }
    ObjectNode unreadable = JsonNodeFactory.instance.objectNode();
    unreadable.put("driver", "blkdebug").put("node-name", "e" + number);
    unreadable.set("image", disk(1 << 26));
    unreadable.putArray("inject-error").addObject().put("event", "none").put("iotype", "read");
    send(new Command("blockdev-add", unreadable));
  }

  private static ObjectNode disk(int size) {
    return JsonNodeFactory.instance.objectNode().put("driver", "null-co").put("size", size);
  }

  /** The last step's command. */
  String last() {
    return last.toJson().toString();
  }

  /** Starts a job; says what was not as predicted. */
  Optional<String> start(
      String id, JobKind kind, int nodes, long speed, boolean autoFinalize, boolean autoDismiss) {
    NewJob<Rulebook> wanted = kind.wanted(id, autoFinalize, autoDismiss);
    return step(
        kind.command(id, nodes, speed, autoFinalize, autoDismiss),
        edit -> {
          JobLife<Rulebook> life = new JobLife<>(edit);
          life.create(wanted);
          life.guard(id, () -> life.setFirstSpeed(id, kind.speed(speed)));
          life.start(id);
        });
  }

  /** Ends QEMU, and with it all jobs. */
  Optional<String> quit() {
    return step(QUIT, edit -> new JobLife<>(edit).cancelAll());
  }

  /** Says a verb to a job; says what was not as predicted. */
  Optional<String> command(Command command) {
    return step(command, edit -> new JobCommands<>(edit).execute(command));
  }

  /**
   * One command in the model and in QEMU: reply, events, and what the queries show then. One of
   * which the model does not know is not sent.
   */
  Optional<String> step(Command command, Consumer<JobsEdit<Rulebook>> meaning) {
    last = command;
    JobsEdit<Rulebook> edit = new JobsEdit<>(jobs, rulebook, rulebook);
    String expected = "ok";
    try {
      meaning.accept(edit);
      jobs = edit.done();
    } catch (Refused refused) {
      expected = refused.refusal().errorClass() + ": " + refused.getMessage();
    } catch (OutsideModel outside) {
      last = Command.of("nothing");
      return Optional.empty();
    }
    for (permafrost.model.Event event : edit.events()) {
      streams.merge(
          event.source(),
          JobEvents.none().expecting(List.of(event)),
          (stream, one) -> stream.expecting(List.of(event)));
    }
    String actual = text(send(command));
    if (!actual.equals(expected)) {
      return Optional.of(last() + "\nexpected " + expected + "\nactual   " + actual);
    }
    if (command.equals(QUIT)) {
      return settled();
    }
    return settled()
        .or(() -> shown(JOBS, new JobsAnswer(jobs)))
        .or(() -> shown(BLOCK_JOBS, new BlockJobsAnswer(jobs)))
        .or(() -> seen(qemu.takeEvents()))
        .map(what -> last() + "\n" + what);
  }

  private static String text(Outcome outcome) {
    return switch (outcome) {
      case Reply.Return ignored -> "ok";
      case Reply.Error error -> error.errorClass() + ": " + error.desc();
      default -> outcome.toString();
    };
  }

  private Outcome send(Command command) {
    return qemu.execute(command.toJson().toString());
  }

  private Optional<String> settled() {
    while (streams.values().stream().anyMatch(stream -> !stream.isSettled())) {
      Optional<Event> event = qemu.awaitEvent(LIMIT);
      if (event.isEmpty()) {
        return Optional.of("no event, expected one of " + streams);
      }
      Optional<String> difference = seen(List.of(event.orElseThrow()));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private Optional<String> seen(List<Event> events) {
    for (Event event : events) {
      String id = event.data().path(event.data().has("id") ? "id" : "device").asText();
      Optional<JobEvents> next =
          Optional.ofNullable(streams.get(id)).flatMap(s -> s.seeing(event.name(), event.data()));
      if (next.isEmpty()) {
        return Optional.of("unexpected " + event + ", expected " + streams.get(id));
      }
      streams.put(id, next.orElseThrow());
    }
    return Optional.empty();
  }

  private Optional<String> shown(Command query, Answer answer) {
    JsonNode value =
        send(query) instanceof Reply.Return reply
            ? reply.value()
            : JsonNodeFactory.instance.nullNode();
    return answer.differenceTo(value).map(d -> query.name() + ": " + d);
  }
}
