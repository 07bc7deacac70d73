package permafrost.properties.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import permafrost.model.Command;
import permafrost.model.graph.Edge;
import permafrost.model.graph.Node;
import permafrost.model.graph.User;
import permafrost.model.job.Job;
import permafrost.model.job.JobStatus;

/** What has broken jobs before: commands that meet a job where it works. */
enum JobTrouble implements Idea {
  FORCED_CANCEL(2, JobTrouble::forcedCancel),
  SAME_VERB_AGAIN(3, JobTrouble::sameVerbAgain),
  ANY_VERB(14, JobVerb::any),
  START_ON_USED(8, JobTrouble::startOnUsed),
  BAD_START(2, JobTrouble::badStart),
  GOOD_START_AFTER_BAD(6, JobTrouble::goodStartAfterBad),
  REOPEN_FROZEN_LINK(8, JobTrouble::reopenFrozenLink),
  REOPEN_ABOVE_FILTER(4, JobTrouble::reopenAboveFilter),
  REOPEN_USED(24, JobTrouble::reopenUsed),
  DELETE_USED(4, s -> used(s).map(node -> Commands.blockdevDel(node.name()))),
  ADD_OVER_USED(8, JobTrouble::addOverUsed),
  TAKE_PERMISSION(2, JobTrouble::takePermission);

  private static final Set<String> STARTS =
      Set.of("block-stream", "block-commit", "blockdev-mirror", "blockdev-backup");

  /** Verbs of which a second one says something new. */
  private static final Set<String> ENDS = Set.of("complete", "finalize", "cancel", "dismiss");

  private static final int RECENT = 6;

  private final int weight;
  private final Function<Situation, Optional<Command>> suggestion;

  JobTrouble(int weight, Function<Situation, Optional<Command>> suggestion) {
    this.weight = weight;
    this.suggestion = suggestion;
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public Optional<Command> suggest(Situation situation) {
    return suggestion.apply(situation);
  }

  private static Optional<Command> forcedCancel(Situation situation) {
    List<String> ids =
        situation.state().jobs().newestFirst().stream()
            .filter(job -> job.status() != JobStatus.CONCLUDED)
            .map(Job::id)
            .toList();
    return situation
        .dice()
        .oneOf(ids)
        .map(id ->
            new Command("block-job-cancel", Situation.json().put("device", id).put("force", true)));
  }

  private static Optional<Command> sameVerbAgain(Situation situation) {
    return recent(
        situation,
        command ->
            command.name().contains("job-")
                && ENDS.contains(command.name().substring(command.name().lastIndexOf('-') + 1)));
  }

  private interface Which {
    boolean is(Command command);
  }

  /** The newest such command among the last few. */
  private static Optional<Command> recent(Situation situation, Which which) {
    List<Command> sent = situation.sent();
    for (int at = sent.size() - 1; at >= Math.max(0, sent.size() - RECENT); at--) {
      if (which.is(sent.get(at))) {
        return Optional.of(sent.get(at));
      }
    }
    return Optional.empty();
  }

  /** A start as other ideas have it, of whatever job they know. */
  private static Optional<Command> start(Situation situation) {
    List<Idea> ideas = new ArrayList<>();
    for (Repertoire kind : Repertoire.values()) {
      if (kind.startsJobs()) {
        ideas.addAll(kind.ideas());
      }
    }
    return situation
        .dice()
        .<Idea>weighted(ideas)
        .suggest(situation)
        .filter(command -> STARTS.contains(command.name()));
  }

  private static Optional<Command> startOnUsed(Situation situation) {
    return start(situation)
        .flatMap(command ->
            used(situation)
                .map(node -> {
                  ObjectNode all = command.arguments().deepCopy();
                  boolean target = all.has("target") && situation.dice().percent(40);
                  all.put(target ? "target" : "device", node.name());
                  return new Command(command.name(), all);
                }));
  }

  private static Optional<Command> badStart(Situation situation) {
    return start(situation)
        .map(command -> {
          ObjectNode all = command.arguments().deepCopy();
          switch (situation.dice().below(4)) {
            case 0 -> all.put("speed", -1);
            case 1 -> all.put("job-id", situation.dice().oneOf("", "1", "p q"));
            case 2 -> all.put("filter-node-name", situation.dice().oneOf("", "1", "#block000"));
            default ->
                situation
                    .node(node -> true)
                    .ifPresent(node -> all.put("filter-node-name", node.name()));
          }
          return new Command(command.name(), all);
        });
  }

  /** A start whose job is not there, without what may have been wrong with it. */
  private static Optional<Command> goodStartAfterBad(Situation situation) {
    return recent(
            situation,
            command ->
                STARTS.contains(command.name())
                    && situation
                        .state()
                        .jobs()
                        .find(command.arguments().path("job-id").asText())
                        .isEmpty())
        .map(command -> {
          ObjectNode all = command.arguments().deepCopy();
          all.remove(List.of("speed", "filter-node-name", "on-error", "backing-file"));
          situation.dice().oneOf(JobStart.IDS).ifPresent(id -> all.put("job-id", id));
          return new Command(command.name(), all);
        });
  }

  /** Of each name as likely, and each of that name. */
  private static Optional<Command> reopenFrozenLink(Situation situation) {
    List<Edge> frozen = new ArrayList<>();
    for (Node node : situation.nodes(JobTrouble::canBeReopened)) {
      for (int number : situation.graph().children(node.number())) {
        if (situation.graph().edge(number).frozen()) {
          frozen.add(situation.graph().edge(number));
        }
      }
    }
    Dice dice = situation.dice();
    return dice.oneOf(frozen.stream().map(Edge::name).distinct().toList())
        .flatMap(
            name -> dice.oneOf(frozen.stream().filter(edge -> edge.name().equals(name)).toList()))
        .flatMap(edge -> {
          Node parent = situation.graph().node(edge.parent());
          return new Restatement(situation)
              .of(parent)
              .filter(options -> moves(situation, parent, edge, options))
              .map(options -> Draft.reopen(options).command());
        });
  }

  private static boolean canBeReopened(Node node) {
    return Situation.isNamed(node) && node.driver().supportsReopen();
  }

  /** The link to a filter that a job put there by itself. */
  private static Optional<Command> reopenAboveFilter(Situation situation) {
    return situation
        .node(node ->
            node.driver().supportsReopen()
                && situation.child(node, "backing").filter(Node::implicit).isPresent())
        .flatMap(node -> {
          Edge edge = situation.graph().child(node.number(), "backing").orElseThrow();
          return new Restatement(situation)
              .of(node)
              .filter(options -> moves(situation, node, edge, options))
              .map(options -> Draft.reopen(options).command());
        });
  }

  private static boolean moves(Situation situation, Node parent, Edge edge, ObjectNode options) {
    Optional<Node> other =
        situation.node(node ->
            node.number() != edge.child()
                && !situation.reaches(node, parent)
                && (edge.name().equals("backing") || node.flags().writable()));
    if (edge.name().equals("backing") && (other.isEmpty() || situation.dice().percent(25))) {
      options.putNull("backing");
      return true;
    }
    other.ifPresent(node -> options.put(edge.name(), node.name()));
    return other.isPresent();
  }

  /** A node in a job's chain or below it, restated, with up to one change. */
  private static Optional<Command> reopenUsed(Situation situation) {
    List<Node> nodes = new ArrayList<>();
    for (Node job : situation.nodes(node -> isUsedByJob(situation, node))) {
      nodes.addAll(situation.nodes(node -> situation.reaches(job, node)));
    }
    List<Node> suitable = nodes.stream().filter(JobTrouble::canBeReopened).toList();
    return situation
        .dice()
        .oneOf(suitable)
        .flatMap(node -> Working.changed(situation, node, situation.dice().below(2)))
        .map(options -> Draft.reopen(options).command());
  }

  private static Optional<Command> addOverUsed(Situation situation) {
    List<String> free = situation.freeNames(Set.of());
    if (free.isEmpty()) {
      return Optional.empty();
    }
    return used(situation)
        .map(node -> {
          ObjectNode options = Situation.json();
          options.put("driver", situation.dice().oneOf("raw", "copy-on-read", "compress"));
          options.put("node-name", free.getFirst());
          if (situation.dice().percent(50) && !options.path("driver").asText().startsWith("copy")) {
            options.put("read-only", true);
          }
          return Draft.add(options.put("file", node.name())).command();
        });
  }

  /** What a job that is started later may not get. */
  private static Optional<Command> takePermission(Situation situation) {
    List<String> free = situation.freeNames(Set.of());
    Optional<Node> node = situation.node(each -> situation.isUsedAs(each, "backing"));
    if (free.isEmpty() || node.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode options = Situation.json().put("driver", "blkdebug");
    options.put("node-name", free.getFirst()).put("image", node.get().name());
    options
        .putArray("unshare-child-perms")
        .add(situation.dice().oneOf("write", "write-unchanged", "resize", "consistent-read"));
    options.put("read-only", true);
    return Optional.of(Draft.add(options).command());
  }

  private static Optional<Node> used(Situation situation) {
    return situation.node(node -> isUsedByJob(situation, node));
  }

  private static boolean isUsedByJob(Situation situation, Node node) {
    for (int edge : situation.graph().parents(node.number())) {
      if (situation.graph().vertex(situation.graph().edge(edge).parent())
          instanceof User.JobParent) {
        return true;
      }
    }
    return false;
  }
}
