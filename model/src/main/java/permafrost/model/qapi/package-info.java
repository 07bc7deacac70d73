/**
 * What QEMU's QMP dispatcher and QAPI input visitor say of a command before its handler runs,
 * derived from the schema that {@code query-qmp-schema} returns.
 *
 * <p>Two facts stand in no schema and are kept beside it: the names of alternate types ({@link
 * permafrost.model.qapi.AlternateName}) and the widths of integers ({@link
 * permafrost.model.qapi.IntegerWidth}).
 */
package permafrost.model.qapi;
