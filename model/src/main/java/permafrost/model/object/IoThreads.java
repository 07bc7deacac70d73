package permafrost.model.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.options.Identifier;
import permafrost.model.qapi.QDictOrder;

/**
 * The iothreads that {@code object-add} has made.
 *
 * @param contexts the number of the AioContext of each, by id; numbers are not used again
 * @param made how many there have been so far
 */
public record IoThreads(PMap<String, Integer> contexts, int made) {

  /** No iothread. */
  public static final IoThreads NONE = new IoThreads(HashTreePMap.empty(), 0);

  /** The QOM type's name. */
  public static final String TYPE = "iothread";

  private static final Set<String> PROPERTIES =
      Set.of("poll-max-ns", "poll-grow", "poll-shrink", "aio-max-batch");

  /** Whether there is an iothread of this id. */
  public boolean has(String id) {
    return contexts.containsKey(id);
  }

  /**
   * The iothreads after {@code object-add}: the id's form, each property in the order in which QEMU
   * goes through them, whether the id is taken.
   *
   * @param taken whether another object has the id
   * @throws permafrost.model.Refused where QEMU refuses
   */
  public IoThreads add(ObjectNode arguments, boolean taken, Rulebook rulebook) {
    String id = arguments.path("id").asText();
    if (!Identifier.isWellFormed(id)) {
      rulebook.refuse(ObjectRefusal.OBJECT_ID_NOT_WELLFORMED);
    }
    List<String> properties = new ArrayList<>();
    arguments.fieldNames().forEachRemaining(properties::add);
    properties.removeAll(List.of("qom-type", "id"));
    for (String property : QDictOrder.iterate(properties)) {
      if (!PROPERTIES.contains(property)) {
        throw new OutsideModel("iothread with " + property);
      }
      if (arguments.path(property).longValue() < 0) {
        rulebook.refuse(ObjectRefusal.IOTHREAD_PROPERTY_RANGE, property);
      }
    }
    if (taken || has(id) || id.equals("type")) {
      rulebook.refuse(ObjectRefusal.OBJECT_ID_TAKEN, id);
    }
    return new IoThreads(contexts.plus(id, made + 1), made + 1);
  }

  /** The iothreads after {@code object-del}. What lives in its context goes on living there. */
  public IoThreads delete(String id) {
    return new IoThreads(contexts.minus(id), made);
  }
}
