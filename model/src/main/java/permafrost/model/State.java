package permafrost.model;

import permafrost.model.image.Files;

/** All of a QEMU that a later command can meet. Immutable. */
public record State(Files files) {}
