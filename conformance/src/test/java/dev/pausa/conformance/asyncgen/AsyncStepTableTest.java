package dev.pausa.conformance.asyncgen;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.GeneratorExit;
import dev.pausa.StopAsyncIteration;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.AsyncFixtures;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way to drive every step in every state of the generator, line by line as CPython 3.13 does it. The program
 * {@code async_steps.py} printed the lines, and is written here again.
 */
public class AsyncStepTableTest {

    private enum Answer {
        RETHROWS("rethrows"),
        RETURNS("returns"),
        YIELDS("yields"),
        AWAITS_YIELDS("awaits, yields"),
        AWAITS_RETURNS("awaits, returns"),
        AWAITS_RETHROWS("awaits, rethrows"),
        YIELDS_LATER("awaits, yields when raised into"),
        AWAITS_LATER("awaits, awaits when raised into");

        final String text;

        Answer(String text) {
            this.text = text;
        }
    }

    private enum Mode {
        ANEXT("anext") {
            @Override
            Awaitable<?> of(AsyncGenerator<String, String> g, boolean advances) {
                return advances ? g.advance() : g.anext();
            }
        },
        ASEND("asend(v)") {
            @Override
            Awaitable<?> of(AsyncGenerator<String, String> g, boolean advances) {
                return g.asend("v");
            }
        },
        ARAISE("araise") {
            @Override
            Awaitable<?> of(AsyncGenerator<String, String> g, boolean advances) {
                return g.araise(new NoSuchElementException("k"));
            }
        },
        ACLOSE("aclose") {
            @Override
            Awaitable<?> of(AsyncGenerator<String, String> g, boolean advances) {
                return g.aclose();
            }
        };

        final String text;

        Mode(String text) {
            this.text = text;
        }

        abstract Awaitable<?> of(AsyncGenerator<String, String> g, boolean advances);
    }

    private interface Driving {
        Object run() throws Throwable;
    }

    private static final List<String> STATES = List.of("CREATED", "AT YIELD", "IN A STEP", "IGNORED EXIT", "CLOSED");
    private static final List<String> OPERATIONS = List.of("send(null)", "send(w)", "raise", "raise exit", "close");
    private static final Set<Answer> FIRST_FOUR =
            Set.of(Answer.RETHROWS, Answer.RETURNS, Answer.YIELDS, Answer.AWAITS_YIELDS);

    private final List<String> lines = new ArrayList<>();

    /** Whether {@code advance()} takes the part of {@code anext()}. */
    private boolean advances;

    private static List<String> cpython(String kind) throws IOException {
        try (var in = AsyncStepTableTest.class.getResourceAsStream("/async/async_steps.txt")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(kind))
                    .map(AsyncStepTableTest::withoutDefect)
                    .toList();
        }
    }

    /** AG-081: a step of araise that paused and then ended is used up. CPython steps the generator again. */
    private static String withoutDefect(String line) {
        boolean isMeant = line.matches("(paused|awaited) \\|.*\\| araise \\|.*") && !line.contains("in a step");
        return isMeant ? line.replaceFirst("[^|]*$", " " + AsyncFixtures.REUSED_RAISE) : line;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What async_steps.py is made of
    // -----------------------------------------------------------------------------------------------------------------

    private static AsyncGenerator<String, String> body(Answer answer, int pauses) {
        return asyncGenerator(g -> {
            try {
                for (int i = 0; i < pauses; i++) {
                    suspend("p");
                }
                String sent = g.yield("a");
                g.yield(sent == null ? "b" : "got " + sent);
            } catch (Throwable raised) {
                switch (answer) {
                    case RETHROWS -> throw raised;
                    case RETURNS -> {
                        return;
                    }
                    case YIELDS -> g.yield("c");
                    default -> {
                        Object again;
                        try {
                            again = suspend("q");
                        } catch (Throwable second) {
                            if (answer == Answer.YIELDS_LATER) {
                                g.yield("c");
                            }
                            if (answer == Answer.AWAITS_LATER) {
                                suspend("r");
                            }
                            throw second;
                        }
                        if (answer == Answer.AWAITS_RETHROWS) {
                            throw raised;
                        }
                        if (answer == Answer.AWAITS_RETURNS) {
                            return;
                        }
                        g.yield("d " + again);
                    }
                }
            }
            g.yield("e");
        });
    }

    private static <T> Coroutine<T> awaiting(Awaitable<T> step, List<String> seen) {
        return coroutine(() -> {
            try {
                T value = await(step);
                seen.add("gives " + value);
                return value;
            } catch (Throwable thrown) {
                seen.add(text(thrown));
                throw thrown;
            }
        });
    }

    private static AsyncGenerator<String, Void> over(AsyncGenerator<String, String> inner, Answer answer) {
        return asyncGenerator(g -> {
            try {
                while (await(inner.advance())) {
                    g.yield("over " + inner.current());
                }
            } catch (Throwable raised) {
                switch (answer) {
                    case RETHROWS -> throw raised;
                    case RETURNS -> {
                        return;
                    }
                    case YIELDS -> g.yield("oc");
                    default -> g.yield("od " + suspend("oq"));
                }
            }
            g.yield("oe");
        });
    }

    private static String text(Throwable thrown) {
        if (thrown instanceof StopIteration end) {
            return "gives " + end.value();
        }
        if (thrown instanceof StopAsyncIteration || thrown instanceof GeneratorExit) {
            return thrown.getClass().getSimpleName();
        }
        return thrown instanceof NoSuchElementException ? "KeyError" : String.valueOf(thrown.getMessage());
    }

    private static String outcome(Driving driving) {
        try {
            Object value = driving.run();
            return value == null ? "null" : "pauses " + value;
        } catch (Throwable thrown) {
            assertThat(thrown).hasNoCause().hasNoSuppressedExceptions();
            return text(thrown);
        }
    }

    private static Object drive(String operation, AwaitIterator<?> step) {
        return switch (operation) {
            case "send(null)" -> step.next();
            case "send(w)" -> step.send("w");
            case "raise" -> step.raise(new NoSuchElementException("x"));
            case "raise exit" -> step.raise(new GeneratorExit());
            default -> {
                step.close();
                yield null;
            }
        };
    }

    private static String look(AsyncGenerator<?, ?> g) {
        return CoroutineFixtures.stateOf(g) + (g.isRunningStep() ? " in a step" : "");
    }

    private void row(String... cells) {
        lines.add(String.join(" | ", cells));
    }

    /** What a step gave, where it is one of {@code advance()}: the element, or its absence. */
    private String seenThrough(Mode mode, AsyncGenerator<?, ?> g, String outcome) {
        if (!advances || mode != Mode.ANEXT) {
            return outcome;
        }
        return switch (outcome) {
            case "gives true" -> "gives " + g.current();
            case "gives false" -> "StopAsyncIteration";
            default -> outcome;
        };
    }

    private static AsyncGenerator<String, String> inState(String state, Answer answer) {
        var g = body(state.equals("IGNORED EXIT") ? Answer.YIELDS : answer, state.equals("IN A STEP") ? 1 : 0);
        if (state.equals("CREATED")) {
            return g;
        }
        outcome(g.anext().awaitIterator()::next);
        if (state.equals("IGNORED EXIT")) {
            outcome(g.aclose().awaitIterator()::next);
        }
        while (state.equals("CLOSED")
                && !outcome(g.anext().awaitIterator()::next).equals("StopAsyncIteration")) {}
        return g;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The tests
    // -----------------------------------------------------------------------------------------------------------------

    @BeforeEach
    void clear() {
        lines.clear();
    }

    private void assertAsCPython(String kind) throws IOException {
        List<String> expected = cpython(kind);
        assertThat(lines).hasSameSizeAs(expected);
        List<String> differing = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).equals(expected.get(i))) {
                differing.add("%njava:    %s%ncpython: %s".formatted(lines.get(i), expected.get(i)));
            }
        }
        assertThat(differing).isEmpty();
    }

    private void freshStep(String state, Answer answer, Mode mode, String operation) {
        var g = inState(state, answer);
        AwaitIterator<?> s = mode.of(g, advances).awaitIterator();
        String out = seenThrough(mode, g, outcome(() -> drive(operation, s)));
        String look = look(g);
        String again = seenThrough(mode, g, outcome(s::next));
        row("fresh", state, answer.text, mode.text, operation, out, look, again);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_step_that_has_not_begun(boolean withAdvance) throws IOException {
        advances = withAdvance;
        for (String state : STATES) {
            for (Answer answer : Answer.values()) {
                if (answer != Answer.RETHROWS && !(state.equals("AT YIELD") && FIRST_FOUR.contains(answer))) {
                    continue;
                }
                for (Mode mode : Mode.values()) {
                    OPERATIONS.forEach(operation -> freshStep(state, answer, mode, operation));
                }
            }
        }
        assertAsCPython("fresh");
    }

    private void pausedStep(boolean isAwaited, Answer answer, Mode mode, String operation) {
        var g = body(answer, mode == Mode.ANEXT ? 1 : 0);
        if (mode != Mode.ANEXT) {
            outcome(g.anext().awaitIterator()::next);
        }
        Awaitable<?> s = mode.of(g, advances);
        List<String> seen = new ArrayList<>();
        AwaitIterator<?> driven = (isAwaited ? awaiting(s, seen) : s).awaitIterator();
        driven.next();
        String out = seenThrough(mode, g, outcome(() -> drive(operation, driven)));
        String atAwait = seenThrough(mode, g, String.join("/", seen));
        String look = look(g);
        String again = seenThrough(mode, g, outcome(s.awaitIterator()::next));
        if (isAwaited) {
            row("awaited", answer.text, mode.text, operation, out, atAwait, look, again);
        } else {
            row("paused", answer.text, mode.text, operation, out, look, again);
        }
    }

    private void pausedSteps(boolean isAwaited) {
        for (Answer answer : Answer.values()) {
            for (Mode mode : List.of(Mode.ANEXT, Mode.ARAISE, Mode.ACLOSE)) {
                if (mode == Mode.ANEXT || answer.text.startsWith("awaits")) {
                    OPERATIONS.forEach(operation -> pausedStep(isAwaited, answer, mode, operation));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_step_that_is_paused_at_an_await(boolean withAdvance) throws IOException {
        advances = withAdvance;
        pausedSteps(false);
        assertAsCPython("paused");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_coroutine_that_awaits_such_a_step(boolean withAdvance) throws IOException {
        advances = withAdvance;
        pausedSteps(true);
        assertAsCPython("awaited");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_coroutine_that_awaits_a_step_in_the_middle(boolean withAdvance) throws IOException {
        advances = withAdvance;
        for (Answer answer : Answer.values()) {
            OPERATIONS.forEach(operation -> takenOver(answer, operation));
        }
        assertAsCPython("taken over");
    }

    private void takenOver(Answer answer, String operation) {
        var g = body(answer, 2);
        Awaitable<?> s = Mode.ANEXT.of(g, advances);
        s.awaitIterator().next();
        List<String> seen = new ArrayList<>();
        AwaitIterator<?> driven = awaiting(s, seen).awaitIterator();
        driven.next();
        String out = seenThrough(Mode.ANEXT, g, outcome(() -> drive(operation, driven)));
        String atAwait = seenThrough(Mode.ANEXT, g, String.join("/", seen));
        String look = look(g);
        String again = seenThrough(Mode.ANEXT, g, outcome(s.awaitIterator()::next));
        row("taken over", answer.text, operation, out, atAwait, look, again);
    }

    @Test
    void a_coroutine_over_a_generator_that_iterates_another() throws IOException {
        for (Answer innerAnswer : Answer.values()) {
            for (Answer answer : Answer.values()) {
                if (FIRST_FOUR.contains(innerAnswer) && FIRST_FOUR.contains(answer)) {
                    OPERATIONS.forEach(operation -> nested(innerAnswer, answer, operation));
                }
            }
        }
        assertAsCPython("nested");
    }

    private void nested(Answer innerAnswer, Answer answer, String operation) {
        var inner = body(innerAnswer, 1);
        var g = over(inner, answer);
        List<String> seen = new ArrayList<>();
        AwaitIterator<?> root = awaiting(g.anext(), seen).awaitIterator();
        root.next();
        String out = outcome(() -> drive(operation, root));
        row("nested", innerAnswer.text, answer.text, operation, out, String.join("/", seen), look(inner), look(g));
    }
}
