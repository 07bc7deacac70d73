package permafrost.qmp;

/** What came of waiting for the reply to a command: a {@link Reply}, or the {@link Fault}. */
public sealed interface Outcome permits Reply, Fault {}
