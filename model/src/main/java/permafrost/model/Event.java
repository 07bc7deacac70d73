package permafrost.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An event that QEMU must send because of a command: after its reply or before it, and before the
 * next command is sent.
 *
 * @param name such as {@code JOB_STATUS_CHANGE}
 * @param source what it is about: events of one source come in the predicted order, those of
 *     several in any
 * @param data members of its {@code data} that must be as given; others are not looked at
 */
public record Event(String name, String source, ObjectNode data) {}
