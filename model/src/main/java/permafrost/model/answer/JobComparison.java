package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import permafrost.model.job.Job;

/**
 * Compares two lists of jobs. An expected value that is Jackson's {@code MissingNode} is not
 * predicted and agrees with everything, absence included.
 *
 * @param idMember under which a job's id stands
 */
record JobComparison(String idMember) {

  static JsonNode known(OptionalLong value) {
    return value.isPresent()
        ? JsonNodeFactory.instance.numberNode(value.getAsLong())
        : MissingNode.getInstance();
  }

  Optional<Difference> between(
      List<? extends Job<?>> jobs, Function<Job<?>, ObjectNode> expected, JsonNode actual) {
    Optional<Difference> ids =
        ListComparison.between(
            "job",
            jobs.size(),
            i -> "job '" + jobs.get(i).id() + "'",
            actual.size(),
            i -> "job '" + actual.get(i).path(idMember).asText() + "'");
    if (ids.isPresent()) {
      return ids;
    }
    for (int i = 0; i < jobs.size(); i++) {
      Optional<Difference> difference =
          members(jobs.get(i), expected.apply(jobs.get(i)), actual.get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<Difference> members(Job<?> job, ObjectNode expected, JsonNode actual) {
    for (Map.Entry<String, JsonNode> member : expected.properties()) {
      JsonNode value = member.getValue();
      JsonNode seen = actual.path(member.getKey());
      if (!value.isMissingNode() && !same(value, seen)) {
        String text = seen.isMissingNode() ? "absent" : seen.toString();
        return difference(job, member.getKey(), value.toString(), text);
      }
    }
    for (Map.Entry<String, JsonNode> member : actual.properties()) {
      if (!expected.has(member.getKey())) {
        return difference(job, member.getKey(), "absent", member.getValue().toString());
      }
    }
    return Optional.empty();
  }

  private static boolean same(JsonNode expected, JsonNode actual) {
    return expected.isIntegralNumber()
        ? actual.isIntegralNumber() && expected.longValue() == actual.longValue()
        : expected.equals(actual);
  }

  private static Optional<Difference> difference(
      Job<?> job, String member, String expected, String actual) {
    return Optional.of(
        new Difference(
            job.type().qapiName() + " job " + member,
            "job '" + job.id() + "': " + member,
            expected,
            actual));
  }
}
