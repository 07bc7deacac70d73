package permafrost.qmp;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event that QEMU sent.
 *
 * @param name such as {@code JOB_STATUS_CHANGE}
 * @param data its data, an empty object where it has none
 * @param place how many replies stood before it in the stream, that to {@code qmp_capabilities}
 *     left out: 0 is before the first reply
 */
public record Event(String name, JsonNode data, long place) {}
