package permafrost.model.open;

import java.util.function.Predicate;
import permafrost.model.Rulebook;
import permafrost.model.graph.GraphEdit;
import permafrost.model.image.Files;
import permafrost.model.permission.Permissions;

/**
 * What a command works on.
 *
 * @param edit the graph that is being made
 * @param files what opening a file finds
 * @param throttleGroups whether a throttle group of this name exists
 * @param objects whether an object of this id exists
 */
public record Workpiece(
    GraphEdit edit,
    Rulebook rulebook,
    Permissions permissions,
    Files files,
    Predicate<String> throttleGroups,
    Predicate<String> objects) {}
