/**
 * A real QEMU: starting and stopping one, speaking QMP with it, running {@code qemu-img} and {@code
 * qemu-io}, and noticing death, hang and garbage. Knows nothing of the model.
 *
 * <p>{@link permafrost.qmp.Host} comes first: it owns the private folder of a run and sees to it
 * that nothing is left behind, however the run ends. {@link permafrost.qmp.Program} finds out what
 * a file is, {@link permafrost.qmp.Qemu} runs it.
 */
package permafrost.qmp;
