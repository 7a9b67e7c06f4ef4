package dev.pausa.frame;

import dev.pausa.trace.TypeNames;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The text of a coroutine object for people: what it is, and where it stands. */
final class Description {
    private Description() {}

    /** {@code <coroutine object Orders.load at 1b2c3d, suspended at Orders.java:42, awaiting <coroutine object Db.query …>>}. */
    static String of(Handle handle) {
        StringBuilder text = new StringBuilder(beginningOf(handle));
        text.append(" at ").append(Integer.toHexString(System.identityHashCode(handle)));
        text.append(", ").append(Look.state(handle).name().toLowerCase(Locale.ROOT));
        if (Look.isSuspended(handle)) {
            appendPlace(text, Look.location(handle));
        }
        Object awaited = Look.awaiting(handle);
        if (awaited != null) { // only the next one, and that shortly: a chain may be a million long
            text.append(", awaiting ");
            text.append(awaited instanceof Handle next ? next.describeShortly() : TypeNames.of(awaited));
        }
        return text.append('>').toString();
    }

    static String beginningOf(Handle handle) {
        return "<" + handle.frame.kind().text().replace(' ', '_') + " object " + Look.name(handle);
    }

    private static void appendPlace(StringBuilder text, @Nullable StackTraceElement place) {
        if (place == null || place.getFileName() == null) {
            return;
        }
        text.append(" at ").append(place.getFileName());
        if (place.getLineNumber() > 0) {
            text.append(':').append(place.getLineNumber());
        }
    }
}
