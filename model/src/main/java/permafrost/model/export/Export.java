package permafrost.model.export;

/**
 * A block export of type {@code nbd}, the one type that the model knows. Source: {@code
 * BlockExport}, {@code NBDExport}.
 *
 * @param name by which NBD clients ask for it
 * @param user the number of its block backend in the graph
 * @param size that it tells its clients, in bytes: that of the node when it was exported, since no
 *     one else may resize it; negative where it is not known
 */
public record Export(String id, String name, int user, long size) {}
