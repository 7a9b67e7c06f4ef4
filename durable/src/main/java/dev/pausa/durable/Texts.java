package dev.pausa.durable;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Texts that go into columns, and must fit. */
final class Texts {
    private Texts() {}

    static final int LONGEST_NAME = 200;

    /** Returns a name, of an operation or an instance. */
    static String name(String name) {
        return checked(name, "a name", LONGEST_NAME);
    }

    static String checked(String text, String what, int longest) {
        Objects.requireNonNull(text, what);
        if (text.isEmpty() || text.length() > longest) {
            throw new IllegalArgumentException(
                    what + " has 1 to " + longest + " characters, and this one has " + text.length() + ": '"
                            + shortened(text, 60) + "'");
        }
        return text;
    }

    /** Returns the beginning of a text. */
    static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    /** What a failure is, for columns and messages. */
    static String of(@Nullable Throwable failure) {
        return shortened(String.valueOf(failure).replace('\u0000', ' '), 2000);
    }
}
