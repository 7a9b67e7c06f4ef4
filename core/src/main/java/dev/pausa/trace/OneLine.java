package dev.pausa.trace;

import org.jspecify.annotations.Nullable;

/**
 * Makes texts that others chose fit to stand in one line of a message, a log, a dump or a page: names that the
 * application gives, values, the names of threads, and of classes, methods and files, which may be almost anything in a
 * class file.
 *
 * <p>Control characters, line and paragraph separators and controls of the direction of writing are shown as Java
 * source would write them, such as {@code \n}; half of a surrogate pair becomes U+FFFD, the replacement character; and
 * what is very long is cut and ends in {@code …}. A text that has none of these comes back as it is.
 */
public final class OneLine {
    private OneLine() {}

    private static final int LONGEST = 1_000;

    /**
     * Returns a text that is fit to stand in one line.
     *
     * @param foreign the text
     * @return the same text unless it must be changed
     */
    public static String of(String foreign) {
        String text = cut(foreign, LONGEST);
        return isFit(text) ? text : escaped(text);
    }

    /**
     * Returns a place whose names are fit to stand in one line.
     *
     * @param foreign the place
     * @return the same place unless it must be changed
     */
    public static StackTraceElement of(StackTraceElement foreign) {
        String whole = foreign.toString();
        return whole.equals(of(whole))
                ? foreign
                : new StackTraceElement(
                        of(foreign.getClassName()),
                        of(foreign.getMethodName()),
                        orNull(foreign.getFileName()),
                        foreign.getLineNumber());
    }

    private static @Nullable String orNull(@Nullable String foreign) {
        return foreign == null ? null : of(foreign);
    }

    /** Shortens a text to so many characters, or one less where a surrogate pair would be split. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        boolean isSplit = Character.isSurrogatePair(text.charAt(longest - 1), text.charAt(longest));
        return text.substring(0, isSplit ? longest - 1 : longest) + '…';
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int c, i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            escaped.append(isFit(c) ? Character.toString(c) : escape(c));
        }
        return escaped.toString();
    }

    private static String escape(int unfit) {
        return switch (unfit) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> Character.getType(unfit) == Character.SURROGATE ? "\ufffd" : String.format("\\u%04x", unfit);
        };
    }

    private static boolean isFit(String text) {
        for (int c, i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (!isFit(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFit(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.FORMAT -> !isOfDirection(codePoint);
            default -> true;
        };
    }

    /** Embeddings, overrides and isolates, with their ends: what comes after one may look as if it stood before it. */
    private static boolean isOfDirection(int format) {
        return switch (Character.getDirectionality(format)) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                    Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                    Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                    Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE -> true;
            default -> false;
        };
    }
}
