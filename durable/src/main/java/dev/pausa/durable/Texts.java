package dev.pausa.durable;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Texts that go into columns, and must fit. */
final class Texts {
    private Texts() {}

    static final int LONGEST_NAME = 200;
    static final int LONGEST_REASON = 2000;

    /** Returns a name, of an operation or an instance. */
    static String name(String name) {
        return checked(name, "a name", LONGEST_NAME);
    }

    static String checked(String text, String what, int longest) {
        Objects.requireNonNull(text, what);
        if (text.isEmpty() || text.length() > longest) {
            throw new IllegalArgumentException(what + " has 1 to " + longest + " characters, and this one has "
                    + text.length() + ": '" + shortened(text, 60) + "'");
        }
        if (text.indexOf('\u0000') >= 0) {
            throw new IllegalArgumentException(what + " may not contain the character 0, which databases refuse");
        }
        return text;
    }

    /** Returns the beginning of a text, as a column can hold it. */
    static String shortened(String text, int longest) {
        String kept = text.replace('\u0000', ' ');
        return kept.length() <= longest ? kept : kept.substring(0, longest - 1) + "…";
    }

    /** What a failure is, for columns and messages. */
    static String of(@Nullable Throwable failure) {
        return shortened(String.valueOf(failure), LONGEST_REASON);
    }

    /** Returns JSON as bytes, which keep surrogates that stand alone: UTF-8 has none. */
    static byte[] utf8(String json) {
        if (!hasSurrogates(json)) {
            return json.getBytes(StandardCharsets.UTF_8);
        }
        StringBuilder escaped = new StringBuilder();
        json.codePoints().forEach(each -> {
            if (each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE) {
                escaped.append(String.format("\\u%04x", each));
            } else {
                escaped.appendCodePoint(each);
            }
        });
        return escaped.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean hasSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
