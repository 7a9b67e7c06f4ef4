package dev.pausa.testing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run, without anything that differs from one JVM to the next, like an identity.
 *
 * @param what what happened
 * @param who the task
 * @param detail what there is to say of it; null if nothing
 */
record Event(String what, String who, @Nullable String detail) {

    /** Returns a number that two runs share if the same happened in them, and hardly otherwise. */
    static long hash(List<Event> events) {
        long hash = 0xcbf29ce484222325L;
        for (Event event : events) {
            hash = (hash ^ event.what.hashCode()) * 0x100000001b3L;
            hash = (hash ^ event.who.hashCode()) * 0x100000001b3L;
            hash = (hash ^ (event.detail == null ? 0 : event.detail.hashCode())) * 0x100000001b3L;
        }
        return hash;
    }

    @Override
    public String toString() {
        return what + " " + who + (detail == null ? "" : " " + detail);
    }
}
