package permafrost.model.blockjob;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import permafrost.model.Rulebook;
import permafrost.model.graph.Chain;
import permafrost.model.graph.Driver;
import permafrost.model.graph.GraphEdit;
import permafrost.model.graph.Node;
import permafrost.model.graph.Perm;
import permafrost.model.job.JobLife;
import permafrost.model.open.Freezing;
import permafrost.model.open.OpBlockers;
import permafrost.model.open.Usage;
import permafrost.model.open.Workpiece;
import permafrost.model.options.QDict;
import permafrost.model.reopen.Reopen;

/** {@code block-stream}. Source: {@code qmp_block_stream}, {@code stream_start}. */
public final class StreamCommand {

  private static final int READS = Perm.CONSISTENT_READ | Perm.WRITE_UNCHANGED;

  private final Workpiece piece;
  private final GraphEdit edit;
  private final Rulebook rulebook;

  public StreamCommand(Workpiece piece) {
    this.piece = piece;
    edit = piece.edit();
    rulebook = piece.rulebook();
  }

  /** Checks the arguments, starts the job, and follows it to where it stays. */
  public void run(ObjectNode all) {
    JobArguments arguments = new JobArguments(all);
    refuseTogether(all, "base", "base-node");
    refuseTogether(all, "base", "bottom");
    refuseTogether(all, "bottom", "base-node");
    String device = all.path("device").asText();
    int node = JobArguments.deviceOrNode(piece, device);
    int base = Node.NOBODY;
    if (all.has("base")) {
      base = baseByFile(node, all.get("base").asText());
    }
    if (all.has("base-node")) {
      base = baseNode(node, device, all.get("base-node").asText());
    }
    int bottom = all.has("bottom") ? bottom(node, device, all.get("bottom").asText()) : Node.NOBODY;
    int end = bottom == Node.NOBODY ? base : Chain.filterOrBacking(edit, bottom);
    for (int each : Chain.between(edit, node, end)) {
      OpBlockers.refuseBlocked(edit, each, OpBlockers.Operation.STREAM, rulebook);
    }
    if (base == Node.NOBODY && all.has("backing-file")) {
      rulebook.refuse(BlockJobRefusal.STREAM_OF_ENTIRE_CHAIN);
    }
    start(arguments, node, base, bottom);
  }

  private void refuseTogether(ObjectNode arguments, String one, String other) {
    if (arguments.has(one) && arguments.has(other)) {
      rulebook.refuse(BlockJobRefusal.STREAM_ARGUMENTS_EXCLUDE, one, other);
    }
  }

  private int baseByFile(int node, String name) {
    Optional<Integer> found = new BackingImages(edit, piece.files()).find(node, name);
    if (found.isEmpty()) {
      rulebook.refuse(BlockJobRefusal.BASE_NOT_IN_CHAIN, name);
    }
    return found.orElseThrow(JobArguments::plantedBeyondSense);
  }

  private int baseNode(int node, String device, String name) {
    int base = JobArguments.node(piece, name);
    if (node == base || !Chain.contains(edit, node, base)) {
      rulebook.refuse(BlockJobRefusal.BASE_NODE_NO_BACKING, name, device);
      throw JobArguments.plantedBeyondSense();
    }
    return base;
  }

  private int bottom(int node, String device, String name) {
    int bottom = JobArguments.node(piece, name);
    if (edit.node(bottom).driver().isFilter()) {
      rulebook.refuse(BlockJobRefusal.STREAM_BOTTOM_IS_FILTER, name);
    }
    if (!Chain.contains(edit, node, bottom)) {
      rulebook.refuse(BlockJobRefusal.STREAM_BOTTOM_NOT_IN_CHAIN, name, device);
      throw JobArguments.plantedBeyondSense();
    }
    return bottom;
  }

  private void start(JobArguments arguments, int node, int base, int bottom) {
    int overlay = bottom == Node.NOBODY ? Chain.overlay(edit, node, base) : bottom;
    if (overlay == Node.NOBODY) {
      rulebook.refuse(
          BlockJobRefusal.STREAM_BASE_NOT_BELOW, edit.node(base).name(), edit.node(node).name());
      throw JobArguments.plantedBeyondSense();
    }
    int above = bottom == Node.NOBODY ? aboveBase(overlay, base) : bottom;
    boolean wasReadOnly = !edit.node(node).flags().writable();
    if (wasReadOnly) {
      Freezing.freeze(edit, node, above, rulebook);
      new Reopen(piece).setReadOnly(node, false);
      Freezing.thaw(edit, node, above);
    }
    int end = Chain.filterOrBacking(edit, above);
    int below = Chain.filterOrBacking(edit, Chain.skipFilters(edit, node));
    IoErrors errors = IoErrors.ofStream(ErrorPolicy.ofAll(arguments.all()), below, node);
    int filter = insertFilter(node, overlay, arguments.text("filter-node-name"));
    Stream work =
        new Stream(
            filter,
            node,
            overlay,
            above,
            wasReadOnly,
            arguments.text("backing-file"),
            arguments.all().path("backing-mask-protocol").asBoolean(),
            Workload.ofStream(piece, node, overlay),
            errors,
            errors.mayHappen(piece) ? new Copies(piece).ofStream(node, end) : List.of(),
            Node.NOBODY,
            Node.NOBODY);
    JobLife<Workpiece> life = new JobLife<>(piece.jobs());
    String id = life.create(arguments.job(piece, work, filter));
    life.guard(id, () -> piece.jobs().setWork(id, attach(id, work, life, arguments.speed())));
    Growing growing = new Growing(piece);
    growing.writtenTo(node);
    if (!work.workload().nothing()) {
      growing.readThrough(below);
    }
    DrainedSection.refuseStart(piece, id);
    life.start(id);
  }

  private int aboveBase(int overlay, int base) {
    int above = overlay;
    if (Chain.backing(edit, above) != base) {
      above = Chain.backing(edit, above);
      while (Chain.filtered(edit, above) != base) {
        above = Chain.filtered(edit, above);
      }
    }
    return above;
  }

  private int insertFilter(int node, int overlay, Optional<String> name) {
    QDict options = QDict.empty();
    options.put("bottom", TextNode.valueOf(edit.node(overlay).name()));
    FilterInsertion insertion = new FilterInsertion(piece, Driver.COPY_ON_READ, name);
    int filter = insertion.above(node, options, UnaryOperator.identity());
    if (name.isEmpty()) {
      edit.replace(edit.node(filter).madeImplicit());
    }
    return filter;
  }

  private Stream attach(String id, Stream work, JobLife<Workpiece> life, long speed) {
    Usage usage = new Usage(piece);
    int user = usage.job(id, "stream");
    usage.attach(user, "main node", work.filter(), Perm.NONE, Perm.ALL);
    life.setFirstSpeed(id, speed);
    int backend = usage.backend("", "", false);
    usage.attach(backend, "root", work.filter(), Perm.CONSISTENT_READ, READS | Perm.WRITE);
    usage.attach(user, "active node", work.node(), Perm.NONE, READS | Perm.WRITE);
    int base = Chain.filterOrBacking(edit, work.aboveBase());
    for (int each : Chain.between(edit, Chain.filterOrBacking(edit, work.node()), base)) {
      usage.attach(user, "intermediate node", each, Perm.NONE, READS);
    }
    return work.usedBy(user, backend);
  }
}
