package permafrost.properties.generate;

import java.util.List;
import java.util.stream.Stream;
import permafrost.model.Model;
import permafrost.properties.lockstep.TestedQemu;

/** All ideas there are, by kind, and how often each kind has its turn. */
enum Repertoire implements Weighted {
  WORKING(62, Working.values()),
  SYNTAX(7, SyntaxMiss.values()),
  OPTION(18, OptionMiss.values()),
  GRAPH(6, GraphMiss.values()),
  REOPEN(5, ReopenMiss.values()),
  IMAGE(6, ImageMiss.values()),
  DELETE(2, DeleteMiss.values()),
  GROUP(3, GroupMiss.values()),
  COMMAND(2, CommandMiss.values()),
  COMBINED(5, Combination.values()),
  SCHEMA(3, SchemaMiss.values()),
  NEWER(4, Newer.values()),
  EXPORT(10, ExportIdea.values()),
  EXPORT_MISS(9, ExportMiss.values()),
  REARRANGEMENT(8, Rearrangement.values()),
  REARRANGEMENT_MISS(9, RearrangementMiss.values()),
  REPETITION(4, Repetition.values()),
  JOB_START(26, JobStart.values()),
  BACKUP(15, BackupStart.values()),
  MIRROR(18, MirrorJob.values()),
  JOB_VERB(30, JobVerb.values()),
  MACHINE(40, MachineIdea.values()),
  JOB_TROUBLE(20, JobTrouble.values()),
  IO_ERROR(8, IoErrorIdea.values()),
  JOB_MISS(9, JobMiss.values()),
  LIBVIRT(3, LibvirtIdea.values()),
  PROXMOX(3, ProxmoxIdea.values());

  /** The weight of what a user's habits are made of, in a case of that user. */
  static final int OWN_WEIGHT = 60;

  private final int weight;
  private final List<Idea> ideas;

  Repertoire(int weight, Idea[] ideas) {
    this.weight = weight;
    this.ideas = List.of(ideas);
  }

  /** What a program can be asked. */
  static List<Repertoire> of(String program) {
    return Stream.of(values())
        .filter(kind -> kind != MACHINE || program.equals(TestedQemu.EMULATOR))
        .toList();
  }

  @Override
  public int weight() {
    return weight;
  }

  /** Whether its commands are meant to work. */
  boolean shouldWork() {
    return this == WORKING
        || startsJobs()
        || this == JOB_VERB
        || this == IO_ERROR
        || this == EXPORT
        || this == REARRANGEMENT
        || this == LIBVIRT
        || this == PROXMOX;
  }

  /** Whether its commands start jobs. */
  boolean startsJobs() {
    return this == JOB_START || this == BACKUP || this == MIRROR;
  }

  /** Whether its commands are about jobs. */
  boolean isOfJobs() {
    return startsJobs() || this == JOB_VERB || this == JOB_TROUBLE || this == IO_ERROR;
  }

  List<Idea> ideas() {
    return ideas;
  }

  /** Those of which this model's QEMU knows the commands. */
  List<Idea> ideas(Model model) {
    return ideas.stream().filter(idea -> idea.needs().map(model::has).orElse(true)).toList();
  }

  /** A name by which an idea of this kind is counted. */
  String nameOf(Idea idea) {
    return name() + "." + idea.name();
  }
}
