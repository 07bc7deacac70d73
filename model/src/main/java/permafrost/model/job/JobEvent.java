package permafrost.model.job;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An event that a job sends.
 *
 * @param name such as {@code JOB_STATUS_CHANGE}
 * @param source the job's id
 * @param data its data, but for what cannot be predicted: how far a running job has come
 */
public record JobEvent(String name, String source, ObjectNode data) {}
