package dev.pausa.conformance.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Where the two sides differ on purpose, or one CPython version from another: all of it. A difference is either a wording, which
 * is rewritten in the lines of one side before they are compared; or a behaviour, and then the traces are compared only as far
 * as the line that leads to it.
 */
enum KnownDifference {
    /** The two types that CPython has for faults of state are one in Java, whose reason tells them apart. */
    EXECUTING_TYPE("section 2 of the design", Side.JAVA, "CoroutineStateException\\.ALREADY_EXECUTING\\b", "ValueError"),
    /** All but {@link #EXECUTING_TYPE}. */
    STATE_TYPE("section 2 of the design", Side.JAVA, "CoroutineStateException\\.[A-Z_]+", "RuntimeError"),
    /** An argument that the operation cannot take. */
    TYPE_ERROR("CO-031", Side.JAVA, "\\bIllegalArgumentException\\b", "TypeError"),
    /** A method that an awaited iterator does not have. */
    ATTRIBUTE_ERROR("CO-036", Side.JAVA, "\\bUnsupportedOperationException\\b", "AttributeError"),
    /** The name of null's type, and a hint that Java's message has in addition. */
    NULL_AWAITED("AW-008", Side.JAVA, "'null' (object can't be awaited): the await at [^)]*\\)[^)]*\\)", "'NoneType' $1)"),
    /** The wording before 3.14. */
    NULL_AWAITED_WORDING(
            "AW-008",
            before(14),
            Side.PYTHON,
            "object (\\w+) can't be used in 'await' expression",
            "'$1' object can't be awaited"),
    /** The names of the method and of null's type. */
    NULL_ITERATOR(
            "AW-010",
            Side.JAVA,
            "World\\.ForeignAwaitable\\.awaitIterator\\(\\) must return an iterator, not null",
            "ForeignAwaitable.__await__() must return an iterator, not NoneType"),
    /** The wording before 3.15. */
    NULL_ITERATOR_WORDING(
            "AW-010",
            before(15),
            Side.PYTHON,
            "__await__\\(\\) returned non-iterator of type '(\\w+)'",
            "ForeignAwaitable.__await__() must return an iterator, not $1"),
    /** A bare suspend awaits nothing in Java; in Python there is something to await. */
    BARE_SUSPEND("section 2 of the design", Side.PYTHON, "awaiting suspension", "awaiting None"),
    /** Until 3.12 close() gives None, not what the body returned. */
    CLOSE_VALUE("CO-113", before(13), Side.JAVA, "^< closed .*", "< closed None"),
    /** Until 3.12 cr_await can be seen while a throw() or close() is being delegated. */
    DELEGATING_AWAITS("CO-131", before(13), Side.PYTHON, "^(< is RUNNING.* awaiting) .*", "$1 None"),
    /** Until 3.12 a throw(), close() or await of a coroutine that is delegating a throw() or close() is not refused. */
    REENTRANT_DELEGATION("CO-131", before(13), "^! REENTRANT_DELEGATION"),
    /** In Java a StopIteration that an iterator's raise rethrows was raised at the await; in Python it is completion. */
    RETHROWN_STOP("CO-088, section 2 of the design", version -> true, "^! RETHROWN_STOP"),
    /** Since 3.12 a StopIteration that is thrown in can escape, or become an await's result; here 3.11 is followed. */
    STOP_THROWN_IN("CO-075, CO-077, CO-078", since(12), "^> \\w*throw c\\d+ (StopIteration|SubStop)"),
    /** Since 3.12 a StopIteration that an iterator's close() raises becomes the await's result; here 3.11 is followed. */
    STOP_FROM_CLOSE("CO-128", since(12), "^! STOP_FROM_CLOSE");

    private enum Side {
        JAVA,
        PYTHON
    }

    /** The row of the catalogue, or the section of the design, that settles it. */
    final String rule;

    private final Predicate<PythonSide.Version> versions;
    private final Side rewritten;
    private final Pattern pattern;
    private final String replacement;

    KnownDifference(String rule, Side rewritten, String pattern, String replacement) {
        this(rule, version -> true, rewritten, pattern, replacement);
    }

    KnownDifference(
            String rule, Predicate<PythonSide.Version> versions, Side rewritten, String pattern, String replacement) {
        this.rule = rule;
        this.versions = versions;
        this.rewritten = rewritten;
        this.pattern = Pattern.compile(pattern);
        this.replacement = replacement;
    }

    /** A behaviour: {@code pattern} is the line of Python's trace that leads to it. */
    KnownDifference(String rule, Predicate<PythonSide.Version> versions, String pattern) {
        this(rule, versions, null, pattern, null);
    }

    private static Predicate<PythonSide.Version> before(int minor) {
        return version -> version.isBefore(minor);
    }

    private static Predicate<PythonSide.Version> since(int minor) {
        return version -> !version.isBefore(minor);
    }

    /** Java's trace in the words of Python's. */
    static List<String> inJava(List<String> trace, PythonSide.Version version) {
        return rewrite(trace, version, Side.JAVA);
    }

    /** Python's trace as far as it is to be compared, in the words of the newest version. */
    static List<String> inPython(List<String> trace, PythonSide.Version version) {
        List<String> compared = new ArrayList<>();
        for (String line : rewrite(trace, version, Side.PYTHON)) {
            if (isCut(line, version)) {
                break;
            }
            if (!line.startsWith("! ")) {
                compared.add(line);
            }
        }
        return compared;
    }

    /** Tells whether a trace of Python's is not compared to its end. */
    static boolean isCut(List<String> trace, PythonSide.Version version) {
        return trace.stream().anyMatch(line -> isCut(line, version));
    }

    private static boolean isCut(String line, PythonSide.Version version) {
        for (KnownDifference known : values()) {
            if (known.rewritten == null && known.versions.test(version) && known.pattern.matcher(line).find()) {
                return true;
            }
        }
        return false;
    }

    private static List<String> rewrite(List<String> trace, PythonSide.Version version, Side side) {
        List<String> lines = new ArrayList<>(trace);
        for (KnownDifference known : values()) {
            if (known.rewritten == side && known.versions.test(version)) {
                lines.replaceAll(line -> known.pattern.matcher(line).replaceAll(known.replacement));
            }
        }
        return lines;
    }
}
