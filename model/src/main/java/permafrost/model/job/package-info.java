/**
 * The life of background jobs: QEMU's job.c and blockjob.c as a pure machine that knows nothing of
 * the graph. Which verbs a job takes and how it is refused, what follows from a verb, in which
 * order the events come, and where the job stays then.
 *
 * <p>How a type of job plugs in:
 *
 * <ul>
 *   <li>It implements {@link permafrost.model.job.JobWork}, an immutable record of what the job
 *       does. Its type parameter is the context in which a command is predicted, the next graph in
 *       the making for instance: {@code prepare}, {@code commit}, {@code abort}, {@code clean},
 *       {@code complete} and {@code free} change that, each called where QEMU calls the driver.
 *   <li>{@code run} says what becomes of the job when nobody speaks to it ({@link
 *       permafrost.model.job.Course}): held, ready, at its end, failed, stopped by an I/O error.
 *       Where that is a race, {@code Course.Unknown}: the command is unmodelled.
 *   <li>Its command makes and starts the job with {@link permafrost.model.job.JobLife}; a step that
 *       refuses drops the job again, and the two events of that stay in {@link
 *       permafrost.model.job.JobsEdit#events}, beside the refusal.
 * </ul>
 *
 * <p>A job that nothing holds comes to its end within the command that lets it go on: who compares
 * waits for the last predicted event. Drains make any running or ready job pause and go on again;
 * those pairs are not predicted, and {@link permafrost.model.job.JobEvents} lets them pass.
 */
package permafrost.model.job;
