package dev.pausa.testing.model;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.StringJoiner;

/** What is compared of an exception: its kind, its cause if it is a program's, and those that are suppressed in it. */
final class Texts {
    private Texts() {}

    /** The exception of a program. */
    static final class Planned extends Exception {
        private static final long serialVersionUID = 1L;

        Planned(int id, Throwable cause) {
            super("failure " + id, cause);
        }
    }

    static String of(World world, Throwable thrown) {
        return of(world, thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static String of(World world, Throwable thrown, Set<Throwable> seen) {
        String kind = world.kind(thrown);
        StringBuilder text = new StringBuilder(kind != null ? kind : thrown.getMessage());
        if (!seen.add(thrown)) {
            return text.toString();
        }
        if (thrown instanceof Planned && thrown.getCause() != null) {
            text.append(" because of ").append(of(world, thrown.getCause(), seen));
        }
        if (thrown.getSuppressed().length > 0) {
            StringJoiner suppressed = new StringJoiner(", ", " [", "]");
            for (Throwable each : thrown.getSuppressed()) {
                suppressed.add(of(world, each, seen));
            }
            text.append(suppressed);
        }
        return text.toString();
    }
}
