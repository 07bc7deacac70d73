package permafrost.model.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;
import permafrost.model.OutsideModel;
import permafrost.model.Rulebook;
import permafrost.model.graph.DriverState;
import permafrost.model.graph.Graph;
import permafrost.model.options.Identifier;
import permafrost.model.qapi.QDictOrder;

/**
 * The throttle groups that {@code object-add} has made.
 *
 * @param ids their ids
 * @param limiting the ids of those that hold requests up
 */
public record ThrottleGroups(PSet<String> ids, PSet<String> limiting) {

  /** No group. */
  public static final ThrottleGroups NONE =
      new ThrottleGroups(HashTreePSet.empty(), HashTreePSet.empty());

  private static final String TYPE = "throttle-group";

  /** A property that the container of all objects has of its own, and so an id that is taken. */
  private static final String OWN_PROPERTY = "type";

  /** Whether there is a group of this id. Source: {@code throttle_group_exists}. */
  public boolean has(String id) {
    return ids.contains(id);
  }

  /**
   * The groups after {@code object-add}. Checked in this order: the id's form, each property in the
   * order in which QEMU goes through them, whether the id is taken, all limits together.
   *
   * @param arguments the command's arguments, which the schema has checked
   * @throws permafrost.model.Refused where QEMU refuses
   * @throws OutsideModel where the object is none of these
   */
  public ThrottleGroups add(ObjectNode arguments, Rulebook rulebook) {
    return add(arguments, false, rulebook);
  }

  /**
   * The same.
   *
   * @param taken whether another object has the id
   */
  public ThrottleGroups add(ObjectNode arguments, boolean taken, Rulebook rulebook) {
    String type = arguments.path("qom-type").asText();
    if (!type.equals(TYPE)) {
      throw new OutsideModel("object-add of " + type);
    }
    String id = arguments.path("id").asText();
    if (!Identifier.isWellFormed(id)) {
      rulebook.refuse(ObjectRefusal.OBJECT_ID_NOT_WELLFORMED);
    }
    ThrottleConfig config = new ThrottleConfig(rulebook);
    for (String property : propertiesInQemuOrder(arguments)) {
      if (property.equals("limits")) {
        config.setLimits(arguments.get(property));
      } else {
        config.setProperty(property, arguments.get(property).longValue());
      }
    }
    if (taken || has(id) || id.equals(OWN_PROPERTY)) {
      rulebook.refuse(ObjectRefusal.OBJECT_ID_TAKEN, id);
    }
    config.checkValid();
    return new ThrottleGroups(ids.plus(id), config.limits() ? limiting.plus(id) : limiting);
  }

  private static List<String> propertiesInQemuOrder(ObjectNode arguments) {
    List<String> properties = new ArrayList<>();
    arguments.fieldNames().forEachRemaining(properties::add);
    properties.remove("qom-type");
    properties.remove("id");
    return QDictOrder.iterate(properties);
  }

  /**
   * The groups after {@code object-del}.
   *
   * @param graph whose throttle nodes are members
   * @throws permafrost.model.Refused where QEMU refuses
   */
  public ThrottleGroups delete(String id, Graph graph, Rulebook rulebook) {
    return delete(id, group -> isUsed(group, graph), rulebook);
  }

  /**
   * The groups after {@code object-del}.
   *
   * @param inUse whether the group of an id has members
   * @throws permafrost.model.Refused where QEMU refuses
   */
  public ThrottleGroups delete(String id, Predicate<String> inUse, Rulebook rulebook) {
    if (!has(id)) {
      rulebook.refuse(ObjectRefusal.OBJECT_NOT_FOUND, id);
    }
    if (inUse.test(id)) {
      rulebook.refuse(ObjectRefusal.OBJECT_IN_USE, id);
    }
    return new ThrottleGroups(ids.minus(id), limiting.minus(id));
  }

  /** Whether a throttle node is a member. Source: {@code throttle_group_can_be_deleted}. */
  private static boolean isUsed(String group, Graph graph) {
    for (int number : graph.order()) {
      if (graph.node(number).state() instanceof DriverState.Throttle throttle
          && throttle.group().equals(group)) {
        return true;
      }
    }
    return false;
  }
}
