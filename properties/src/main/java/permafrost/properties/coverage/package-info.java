/**
 * What a run has seen of jobs on a real QEMU: which job was in which state, which verb met which
 * state, which frozen links were touched, and how much went on beside jobs that were alive. Counted
 * from predictions that agreed, so that nothing has to be asked of QEMU for it.
 */
package permafrost.properties.coverage;
