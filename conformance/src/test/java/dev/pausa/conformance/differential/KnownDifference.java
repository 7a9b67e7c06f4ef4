package dev.pausa.conformance.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the two sides differ on purpose, or one CPython version from another: all of it. A difference is either a
 * wording, which is rewritten in the lines of one side before they are compared; or a behaviour, and then the traces
 * are compared only as far as the line that leads to it.
 */
enum KnownDifference {
    /** The two types that CPython has for faults of state are one in Java, whose reason tells them apart. */
    EXECUTING_TYPE(
            "section 2 of the design",
            Side.JAVA,
            "CoroutineStateException\\.ALREADY_EXECUTING\\b(?!\\(a\\w+\\(\\):)",
            "ValueError"),
    /** All but {@link #EXECUTING_TYPE}: also the refusal of a step while another is under way. */
    STATE_TYPE("section 2 of the design", Side.JAVA, "CoroutineStateException\\.[A-Z_]+", "RuntimeError"),
    /** An argument that the operation cannot take. */
    TYPE_ERROR("CO-031", Side.JAVA, "\\bIllegalArgumentException\\b", "TypeError"),
    /** A method that an awaited iterator does not have. */
    ATTRIBUTE_ERROR("CO-036", Side.JAVA, "\\bUnsupportedOperationException\\b", "AttributeError"),
    /** The name of null's type, and a hint that Java's message has in addition. */
    NULL_AWAITED(
            "AW-008", Side.JAVA, "'null' (object can't be awaited): the await at [^)]*\\)[^)]*\\)", "'NoneType' $1)"),
    /** The wording before 3.14. */
    NULL_AWAITED_WORDING(
            "AW-008",
            before(14),
            Side.PYTHON,
            "object (\\w+) can't be used in 'await' expression",
            "'$1' object can't be awaited"),
    /** The name of null's type. */
    NULL_DELEGATED("YF-003", Side.JAVA, "'null' object is not iterable", "'NoneType' object is not iterable"),
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
    DELEGATING_AWAITS("CO-131", before(13), Side.PYTHON, "(RUNNING running awaiting) \\w+", "$1 None"),
    /** Until 3.12 a throw(), close() or await of a coroutine that is delegating a throw() or close() is not refused. */
    REENTRANT_DELEGATION("CO-131", before(13), "^! REENTRANT_DELEGATION"),
    /**
     * In Java a StopIteration that an iterator's raise rethrows was raised at the await; in Python it is completion.
     */
    RETHROWN_STOP("CO-088, section 2 of the design", version -> true, "^! RETHROWN_STOP"),
    /** In Java the failure of a close on the way of an exit comes out in the place of the exit. */
    FAILED_EXIT("\"A failure replaces the exit\" in docs/design.md", version -> true, "^! FAILED_EXIT"),
    /** Since 3.12 a StopIteration that is thrown in can escape, or become an await's result; here 3.11 is followed. */
    STOP_THROWN_IN(
            "CO-075, CO-077, CO-078, GE-004, GE-017, AG-029, AG-065",
            since(12),
            "^> \\w*throw c\\d+ (StopIteration|SubStop|StopAsyncIteration)"),
    /**
     * Since 3.12 a StopIteration that an iterator's close() raises becomes the await's result; here 3.11 is followed.
     */
    STOP_FROM_CLOSE("CO-128", since(12), "^! STOP_FROM_CLOSE"),
    /** Until 3.12 a step does not hand on every close and throw, and may be used again after it was refused. */
    OLD_STEPS("AG-008, AG-046, AG-048, AG-049, AG-051, AG-052", before(13), "^! OLD_STEPS"),
    /** In CPython a step that ended after a pause can be driven again, if an athrow() made it; here no step can. */
    ATHROW_REUSED("AG-081, section 6", version -> true, "^! ATHROW_REUSED"),
    /**
     * In CPython driving a step that is running is refused, but counts as its end; here it disturbs nothing, as in
     * AW-036.
     */
    REENTRANT_STEP("section 1.1, AW-036", version -> true, "^! REENTRANT_STEP"),
    /** A method of a class file has 65535 bytes at most, and the weaver says so. */
    TOO_LARGE("JVMS 4.9.1", Side.JAVA, "^failed: .* a class file allows 65535 .*");

    /** The two sides of a comparison. */
    enum Side {
        JAVA,
        PYTHON
    }

    /** The row of the catalogue, or the section of the design, that settles it. */
    final String rule;

    private final Predicate<PythonSide.Version> versions;
    private final Side side;
    private final Pattern pattern;
    private final String replacement;

    KnownDifference(String rule, Side side, String pattern, String replacement) {
        this(rule, version -> true, side, pattern, replacement);
    }

    KnownDifference(
            String rule, Predicate<PythonSide.Version> versions, Side side, String pattern, String replacement) {
        this.rule = rule;
        this.versions = versions;
        this.side = side;
        this.pattern = Pattern.compile(pattern);
        this.replacement = replacement;
    }

    /** A behaviour: {@code pattern} is the line of Python's trace that leads to it. */
    KnownDifference(String rule, Predicate<PythonSide.Version> versions, String pattern) {
        this(rule, versions, Side.PYTHON, pattern, null);
    }

    /** A behaviour: {@code pattern} is the line of one side's trace that leads to it. */
    KnownDifference(String rule, Side side, String pattern) {
        this(rule, version -> true, side, pattern, null);
    }

    private static Predicate<PythonSide.Version> before(int minor) {
        return version -> version.isBefore(minor);
    }

    private static Predicate<PythonSide.Version> since(int minor) {
        return version -> !version.isBefore(minor);
    }

    /**
     * A trace in the words that both sides share; notes of the Python side that this version does not need are left
     * out.
     */
    static List<String> normalised(List<String> trace, Side side, PythonSide.Version version) {
        List<String> lines = new ArrayList<>(trace);
        lines.removeIf(
                line -> line.startsWith("! ") && endingAt(line, side, version).isEmpty());
        for (KnownDifference known : values()) {
            if (known.replacement != null && known.appliesTo(side, version)) {
                lines.replaceAll(line -> known.pattern.matcher(line).replaceAll(known.replacement));
            }
        }
        return lines;
    }

    /** Where two traces are compared no further. */
    record End(KnownDifference why, int line) {}

    /** The line of a normalised trace that leads to a different behaviour, from which on nothing is compared. */
    static Optional<End> end(List<String> trace, Side side, PythonSide.Version version) {
        for (int i = 0; i < trace.size(); i++) {
            int line = i;
            Optional<End> end = endingAt(trace.get(line), side, version).map(known -> new End(known, line));
            if (end.isPresent()) {
                return end;
            }
        }
        return Optional.empty();
    }

    private static Optional<KnownDifference> endingAt(String line, Side side, PythonSide.Version version) {
        return Stream.of(values())
                .filter(known -> known.replacement == null && known.appliesTo(side, version))
                .filter(known -> known.pattern.matcher(line).find())
                .findFirst();
    }

    private boolean appliesTo(Side otherSide, PythonSide.Version version) {
        return side == otherSide && appliesTo(version);
    }

    boolean appliesTo(PythonSide.Version version) {
        return versions.test(version);
    }
}
