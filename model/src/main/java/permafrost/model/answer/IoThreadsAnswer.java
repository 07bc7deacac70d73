package permafrost.model.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import permafrost.model.object.IoThreads;

/**
 * What {@code query-iothreads} must return: who is there, in any order. The numbers of threads and
 * the parameters of polling are not predicted.
 */
public record IoThreadsAnswer(IoThreads ioThreads) implements Answer {

  @Override
  public Optional<Difference> differenceTo(JsonNode actual) {
    SortedSet<String> expected = new TreeSet<>(ioThreads.contexts().keySet());
    SortedSet<String> seen = new TreeSet<>();
    actual.forEach(each -> seen.add(each.path("id").asText()));
    return expected.equals(seen) && actual.size() == seen.size()
        ? Optional.empty()
        : Optional.of(
            new Difference("iothreads", "return", expected.toString(), actual.toString()));
  }
}
