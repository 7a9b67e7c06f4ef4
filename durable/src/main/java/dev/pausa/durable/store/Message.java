package dev.pausa.durable.store;

/**
 * A row of {@code pausa_message}, of an inbox.
 *
 * @param number its number; 0 if it was not stored yet
 * @param namespace the namespace
 * @param id the instance that it is for
 * @param run the run of it
 * @param kind what sort of message it is: the kind of the operation that waits for it, or {@link #CANCEL}
 * @param name its name
 * @param dedupe what tells it from others of the kind and the name
 * @param content what it says
 */
public record Message(
        long number, String namespace, String id, String run, String kind, String name, String dedupe, byte[] content) {
    /** The kind of message that every operation waits for. */
    public static final String CANCEL = "CANCEL";
}
