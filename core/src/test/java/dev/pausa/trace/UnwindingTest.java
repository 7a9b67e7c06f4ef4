package dev.pausa.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What awaits do to a trace, on elements alone. An element is written as class and line,
 * {@code Orders$load$coroutine1:5}.
 */
class UnwindingTest {
    private static final String LOOP = Library.CHAIN + ":1";
    private static final String DRIVE = Library.HANDLE + ":1";
    private static final String C = "A$c$coroutine1";
    private static final String B = "A$b$coroutine1";
    private static final String A = "A$a$coroutine1";

    private static StackTraceElement at(String place) {
        String[] parts = place.split(":");
        return new StackTraceElement(parts[0], "run", "A.java", parts.length == 1 ? -1 : Integer.parseInt(parts[1]));
    }

    private static Throwable with(String... places) {
        Throwable exception = new IllegalStateException("made");
        exception.setStackTrace(Stream.of(places).map(UnwindingTest::at).toArray(StackTraceElement[]::new));
        return exception;
    }

    private static List<String> traceOf(Throwable exception) {
        return Arrays.stream(exception.getStackTrace())
                .map(e -> e.equals(Elements.BORDER)
                        ? "border"
                        : e.getClassName() + (e.getLineNumber() < 0 ? "" : ":" + e.getLineNumber()))
                .toList();
    }

    private static @Nullable Unwinding passes(@Nullable Unwinding known, Throwable exception, String place, String by) {
        return Unwinding.passes(known, exception, at(place), at(by));
    }

    @Test
    void each_await_is_put_above_the_driver() {
        Throwable exception = with(C + ":30", LOOP, DRIVE, "Main:5");
        Unwinding known = passes(null, exception, B + ":20", C + ":1");
        assertThat(traceOf(exception)).containsExactly(C + ":30", B + ":20", "Main:5");
        known = passes(known, exception, A + ":10", B + ":1");
        assertThat(traceOf(exception)).containsExactly(C + ":30", B + ":20", A + ":10", "Main:5");
        Unwinding.leaves(known, exception, at(A + ":1"));
        assertThat(traceOf(exception)).containsExactly(C + ":30", B + ":20", A + ":10", "Main:5");
    }

    @Test
    void outer_drives_stay_until_the_exception_leaves_them() {
        Throwable exception = with(C + ":30", DRIVE, B + ":20", LOOP, DRIVE, "Main:5");
        Unwinding.leaves(null, exception, at(C + ":1"));
        assertThat(traceOf(exception)).containsExactly(C + ":30", B + ":20", LOOP, DRIVE, "Main:5");
        passes(null, exception, A + ":10", B + ":1");
        assertThat(traceOf(exception)).containsExactly(C + ":30", B + ":20", A + ":10", "Main:5");
    }

    @Test
    void an_exception_of_another_body_was_kept() {
        Throwable exception = with(C + ":30", LOOP, DRIVE, "Main:5");
        Unwinding known = passes(null, exception, A + ":10", B + ":1");
        assertThat(traceOf(exception)).containsExactly(C + ":30", "Main:5", "border", B, A + ":10");
        Unwinding.leaves(known, exception, at(A + ":1"));
        assertThat(traceOf(exception)).containsExactly(C + ":30", "Main:5", "border", B, A + ":10");
        passes(null, exception, B + ":21", C + ":1");
        assertThat(traceOf(exception)).containsExactly(C + ":30", "Main:5", "border", C, B + ":21");
    }

    @Test
    void an_exception_that_the_body_in_between_did_not_throw_begins_anew() {
        Throwable exception = with(C + ":30", LOOP, DRIVE, "Main:5");
        Unwinding known = passes(null, exception, B + ":20", C + ":1");
        passes(known, exception, A + ":10", "A$x$coroutine1:1");
        assertThat(traceOf(exception))
                .containsExactly(C + ":30", B + ":20", "Main:5", "border", "A$x$coroutine1", A + ":10");
    }

    @Test
    void what_a_driver_raises_in_stays_as_long_as_it_is() {
        Throwable exception = with("Main:5");
        for (int i = 1; i <= 100; i++) {
            Traces.raised(exception, at(C + ":" + i));
        }
        assertThat(traceOf(exception)).containsExactly("Main:5", "border", C + ":100");
    }

    @Test
    void a_trace_has_an_end() {
        Throwable exception = with(C + ":30", LOOP, DRIVE, "Main:5");
        Unwinding known = null;
        for (int i = 0; i < 10_000; i++) {
            known = passes(known, exception, C + ":20", C + ":1");
        }
        assertThat(exception.getStackTrace()).hasSize(2048);
        assertThat(exception.getStackTrace()[2047]).isEqualTo(at("Main:5"));
    }

    @Test
    void all_that_is_attached_loses_the_drive_at_the_first_await() {
        Throwable cause = with("A:1", C + ":29", LOOP, DRIVE, "Main:5");
        Throwable suppressed = with(C + ":28", LOOP, DRIVE, "Main:5");
        Throwable exception = with(C + ":30", LOOP, DRIVE, "Main:5");
        exception.initCause(cause);
        cause.addSuppressed(suppressed);
        passes(null, exception, B + ":20", C + ":1");
        assertThat(traceOf(cause)).containsExactly("A:1", C + ":29", "Main:5");
        assertThat(traceOf(suppressed)).containsExactly(C + ":28", "Main:5");
    }

    @Test
    void bodies_that_began_directly_inside_another_one() {
        StackTraceElement[] stack = Stream.of(
                        Library.COROUTINE + ":1",
                        C + ":3",
                        DRIVE,
                        C + ":30",
                        B + ":20",
                        A + ":10",
                        LOOP,
                        DRIVE,
                        "Main:5")
                .map(UnwindingTest::at)
                .toArray(StackTraceElement[]::new);
        assertThat(Callers.bodiesInside(stack, A))
                .extracting(StackTraceElement::getLineNumber)
                .containsExactly(30, 20);
        assertThat(Callers.bodiesInside(stack, C)).isEmpty();
        assertThat(Callers.bodiesInside(stack, "A$x$coroutine1")).isEmpty();
    }
}
