package permafrost.model.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import permafrost.model.Command;
import permafrost.model.Event;
import permafrost.model.QemuVersion;
import permafrost.model.Refused;
import permafrost.model.Rulebook;

/** Jobs, and what was sent since somebody last looked. */
final class Shop {

  static final String ID = "j";

  private final List<String> log = new ArrayList<>();
  private final JobsEdit<List<String>> edit =
      new JobsEdit<>(Jobs.none(), Rulebook.of(new QemuVersion(7, 2, 22)), log);
  private int told;

  /** A shop with one started job that stays {@code pending} and {@code concluded}. */
  static Shop with(PlainWork work) {
    Shop shop = new Shop();
    shop.start(ID, work, false, false);
    return shop;
  }

  /** A shop with one job that was led to this status. */
  static Shop at(JobStatus status) {
    return switch (status) {
      case RUNNING -> with(PlainWork.of(JobType.MIRROR, Course.HELD));
      case PAUSED -> at(JobStatus.RUNNING).after("job-pause");
      case READY -> with(PlainWork.of(JobType.MIRROR, Course.READY));
      case STANDBY -> at(JobStatus.READY).after("job-pause");
      case PENDING -> with(PlainWork.of(JobType.MIRROR, Course.ENDS));
      case CONCLUDED -> at(JobStatus.PENDING).after("job-finalize");
      case WAITING -> waiting();
      case CREATED -> {
        Shop shop = new Shop();
        shop.create(ID, PlainWork.of(JobType.MIRROR, Course.HELD), false, false, 0);
        yield shop;
      }
      case UNDEFINED, ABORTING, NULL ->
          throw new IllegalArgumentException(status + " is no status to stay in");
    };
  }

  private static Shop waiting() {
    Shop shop = new Shop();
    int transaction = shop.edit.newTransaction();
    shop.create(ID, PlainWork.of(JobType.BACKUP, Course.ENDS), false, false, transaction);
    shop.create("other", PlainWork.of(JobType.BACKUP, Course.HELD), false, false, transaction);
    new JobLife<>(shop.edit).start(ID);
    new JobLife<>(shop.edit).start("other");
    return shop;
  }

  void start(String id, PlainWork work, boolean autoFinalize, boolean autoDismiss) {
    create(id, work, autoFinalize, autoDismiss, edit.newTransaction());
    new JobLife<>(edit).start(id);
  }

  void create(
      String id, PlainWork work, boolean autoFinalize, boolean autoDismiss, int transaction) {
    new JobLife<>(edit)
        .create(new NewJob<>(Optional.of(id), "", work, autoFinalize, autoDismiss), transaction);
  }

  JobsEdit<List<String>> edit() {
    return edit;
  }

  Job<List<String>> job() {
    return edit.job(ID);
  }

  /** What its work was asked to do. */
  List<String> log() {
    return log;
  }

  Shop after(String command) {
    run(command);
    told();
    return this;
  }

  void run(String command) {
    run(command, arguments(command, ID));
  }

  void run(String command, ObjectNode arguments) {
    new JobCommands<>(edit).execute(new Command(command, arguments));
  }

  /** The refusal's text, or {@code ok}. */
  String answer(String command, ObjectNode arguments) {
    try {
      run(command, arguments);
      return "ok";
    } catch (Refused refused) {
      return refused.getMessage();
    }
  }

  String answer(String command) {
    return answer(command, arguments(command, ID));
  }

  static ObjectNode arguments(String command, String id) {
    boolean byDevice =
        command.startsWith("block-job-")
            && !command.endsWith("finalize")
            && !command.endsWith("dismiss")
            && !command.endsWith("change");
    return JsonNodeFactory.instance.objectNode().put(byDevice ? "device" : "id", id);
  }

  /** What was sent since the last call: a status, or an event's name without {@code BLOCK_JOB_}. */
  List<String> told() {
    List<Event> all = edit.events();
    List<String> texts =
        all.subList(told, all.size()).stream()
            .map(event ->
                event.name().equals("JOB_STATUS_CHANGE")
                    ? event.data().path("status").asText()
                    : event.name().replace("BLOCK_JOB_", ""))
            .toList();
    told = all.size();
    return texts;
  }
}
