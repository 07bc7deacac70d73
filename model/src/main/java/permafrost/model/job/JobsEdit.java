package permafrost.model.job;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import permafrost.model.Event;
import permafrost.model.Rulebook;

/**
 * The next jobs in the making, while one command is predicted, and the events on the way. What
 * holds after a command that is refused, too: a job may have come and gone in vain.
 *
 * @param <C> what works change besides themselves
 */
public final class JobsEdit<C> {

  private final List<Job<C>> newestFirst;
  private final List<Event> events = new ArrayList<>();
  private final Rulebook rulebook;
  private final C context;
  private int transactions;

  /**
   * Begins with these jobs.
   *
   * @param context what the jobs' works change: the next graph, for instance
   */
  public JobsEdit(Jobs<C> jobs, Rulebook rulebook, C context) {
    this.newestFirst = new ArrayList<>(jobs.newestFirst());
    this.transactions = jobs.transactions();
    this.rulebook = rulebook;
    this.context = context;
  }

  /** The jobs as they are now. */
  public Jobs<C> done() {
    return new Jobs<>(newestFirst, transactions);
  }

  /** What has been sent so far, in order. */
  public List<Event> events() {
    return List.copyOf(events);
  }

  /** The rules. */
  public Rulebook rulebook() {
    return rulebook;
  }

  /** The number of a transaction that has no job yet. */
  public int newTransaction() {
    return transactions++;
  }

  /**
   * A job that is there.
   *
   * @throws IllegalStateException if it is not
   */
  public Job<C> job(String id) {
    return newestFirst.get(place(id));
  }

  /** Gives a job another work: one that knows its edges, for instance. */
  public void setWork(String id, JobWork<C> work) {
    update(id, job -> job.with(work));
  }

  /** Nodes may have got another file: what jobs still have to do may be other than it was. */
  public void meetOtherFiles() {
    newestFirst.replaceAll(job ->
        job.status() == JobStatus.RUNNING || job.status() == JobStatus.PAUSED
            ? job.with(job.work().amongOtherFiles(context))
            : job);
  }

  C context() {
    return context;
  }

  boolean has(String id) {
    return newestFirst.stream().anyMatch(job -> job.id().equals(id));
  }

  void add(Job<C> job) {
    newestFirst.add(0, job);
  }

  void remove(String id) {
    newestFirst.remove(place(id));
  }

  /** The ids of the jobs of one transaction, the newest first. */
  List<String> members(int transaction) {
    return newestFirst.stream()
        .filter(job -> transaction != Job.ALONE && job.transaction() == transaction)
        .map(Job::id)
        .toList();
  }

  boolean all(int transaction, Predicate<Job<C>> what) {
    return members(transaction).stream().map(this::job).allMatch(what);
  }

  void update(String id, UnaryOperator<Job<C>> change) {
    int place = place(id);
    newestFirst.set(place, change.apply(newestFirst.get(place)));
  }

  /** Source: {@code job_state_transition_locked}. */
  void become(String id, JobStatus next) {
    JobStatus status = job(id).status();
    if (!status.mayBecome(next)) {
      throw new IllegalStateException("a job that is " + status + " cannot become " + next);
    }
    update(id, job -> job.in(next));
    if (status != next) {
      events.add(JobAnnouncement.status(job(id)));
    }
  }

  /** Only block jobs send other events than that of their status. */
  void announce(String id, Function<Job<C>, Event> announcement) {
    if (job(id).type().isBlockJob()) {
      events.add(announcement.apply(job(id)));
    }
  }

  private int place(String id) {
    for (int place = 0; place < newestFirst.size(); place++) {
      if (newestFirst.get(place).id().equals(id)) {
        return place;
      }
    }
    throw new IllegalStateException("no job " + id);
  }
}
