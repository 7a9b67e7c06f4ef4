package dev.pausa.conformance.generator;

import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.CREATED;
import static dev.pausa.CoroutineState.RUNNING;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.Generator.generatorReturning;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.delegating;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.started;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.yielding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.CoroutineState;
import dev.pausa.Generator;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Looking at a generator in each of its states, and while it delegates. */
class GeneratorLookTest {

    /** Where the bodies of this class stand, by the words in their lines. */
    private static StackTraceElement lineWith(String method, String marker) throws Exception {
        List<String> lines = java.nio.file.Files.readAllLines(
                java.nio.file.Path.of("src/test/java/dev/pausa/conformance/generator/GeneratorLookTest.java"));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).endsWith("// " + marker)) {
                return new StackTraceElement(
                        GeneratorLookTest.class.getName(), method, "GeneratorLookTest.java", i + 1);
            }
        }
        throw new AssertionError("no line with " + marker);
    }

    private static void assertPlace(StackTraceElement place, String method, String marker) throws Exception {
        StackTraceElement expected = lineWith(method, marker);
        assertThat(place.getClassName()).isEqualTo(expected.getClassName());
        assertThat(place.getMethodName()).isEqualTo(expected.getMethodName());
        assertThat(place.getFileName()).isEqualTo(expected.getFileName());
        assertThat(place.getLineNumber()).isEqualTo(expected.getLineNumber());
    }

    private static Generator<Object, Object, Object> walk(List<CoroutineState> states) {
        List<Generator<Object, Object, Object>> self = new ArrayList<>();
        self.add(generatorReturning(g -> {
            states.add(stateOf(self.get(0))); // first line
            g.yield(1); // first yield
            states.add(stateOf(self.get(0)));
            return g.yield(2); // second yield
        }));
        return self.get(0);
    }

    @Test
    void a_generator_in_each_state() throws Exception {
        List<CoroutineState> states = new ArrayList<>();
        Generator<Object, Object, Object> g = walk(states);
        String start = "<generator object GeneratorLookTest.walk at " + Integer.toHexString(System.identityHashCode(g));
        assertThat(stateOf(g)).isEqualTo(CREATED);
        assertThat(g.toString()).isEqualTo(start + ", created>");
        assertPlace(g.location(), "walk", "first line");
        assertThat(g.trace()).containsExactly(g.location());
        assertThat(g.name()).isEqualTo("GeneratorLookTest.walk");
        assertThat(g.origin()).isEmpty();

        g.next();
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        StackTraceElement first = g.location();
        assertPlace(first, "walk", "first yield");
        assertThat(g.toString())
                .isEqualTo(start + ", suspended at GeneratorLookTest.java:" + first.getLineNumber() + ">");
        assertThat(g.trace()).containsExactly(first);
        assertThat(g.awaiting()).isNull();

        assertThat(g.hasNext()).isTrue();
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
        assertPlace(g.location(), "walk", "second yield");
        assertThat(g.awaiting()).isNull();

        g.close();
        assertThat(stateOf(g)).isEqualTo(CLOSED);
        assertThat(g.toString()).isEqualTo(start + ", closed>");
        assertThat(g.name()).isEqualTo("GeneratorLookTest.walk");
        assertThat(states).containsExactly(RUNNING, RUNNING);
    }

    @Test
    void a_running_generator_says_so() {
        List<Generator<Object, Object, Object>> self = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        self.add(generatorReturning(g -> {
            seen.add(self.get(0).toString());
            g.yield(1);
            seen.add(self.get(0).toString());
            return null;
        }));
        self.get(0).forEach(value -> {});
        assertThat(seen).hasSize(2).allMatch(text -> text.endsWith(", running>"));
    }

    private static Generator<Object, Object, Object> leaf() {
        return generatorReturning(g -> g.yield("leaf")); // in the leaf
    }

    private static Generator<Object, Object, Object> middle(Generator<Object, Object, Object> inner) {
        return generatorReturning(g -> g.yieldFrom(inner)); // in the middle
    }

    private static Generator<Object, Object, Object> top(Generator<Object, Object, Object> inner) {
        return generatorReturning(g -> {
            g.yieldAll(inner); // at the top
            return null;
        });
    }

    @Test
    void a_generator_that_delegates() throws Exception {
        Generator<Object, Object, Object> leaf = leaf();
        Generator<Object, Object, Object> middle = middle(leaf);
        Generator<Object, Object, Object> top = started(top(middle));
        assertThat(top.awaiting()).isSameAs(middle);
        assertThat(middle.awaiting()).isSameAs(leaf);
        assertThat(leaf.awaiting()).isNull();
        assertThat(List.of(stateOf(top), stateOf(middle), stateOf(leaf))).containsOnly(SUSPENDED);
        assertThat(top.trace()).hasSize(3);
        assertPlace(top.trace().get(0), "leaf", "in the leaf");
        assertPlace(top.trace().get(1), "middle", "in the middle");
        assertPlace(top.trace().get(2), "top", "at the top");
        assertPlace(top.location(), "top", "at the top");
        assertThat(middle.trace()).isEqualTo(top.trace().subList(0, 2));
        assertThat(top.toString()).contains("suspended at GeneratorLookTest.java:");
        assertThat(top.trace()).isUnmodifiable();
    }

    /** What stands between does not show. */
    @Test
    void a_generator_that_delegates_to_one_that_had_begun() {
        Generator<Object, Object, Object> inner = started(yielding(1, 2));
        Generator<Object, Object, Object> outer = started(middle(inner));
        assertThat(outer.awaiting()).isSameAs(inner);
        assertThat(outer.trace()).hasSize(2).last().isEqualTo(outer.location());
        assertThat(outer.trace().get(0)).isEqualTo(inner.location());
    }

    /** The iterator of a collection shows as itself. */
    @Test
    void a_generator_that_delegates_to_an_iterator() {
        Iterator<Object> values = List.<Object>of(1, 2).iterator();
        Generator<Object, Object, Object> g = started(generatorReturning(y -> {
            y.yieldAll(values);
            return null;
        }));
        assertThat(g.awaiting()).isSameAs(values);
        assertThat(g.trace()).containsExactly(g.location());
        assertThat(g.next()).isEqualTo(2);
        assertThat(g.awaiting()).isSameAs(values);
    }

    @Test
    void a_generator_may_have_a_name() {
        Generator<Object, Object, Object> g = yielding(1);
        g.setName("squares");
        assertThat(g.name()).isEqualTo("squares");
        assertThat(g.toString()).startsWith("<generator object squares at ").endsWith(", created>");
        g.next();
        assertThat(g.name()).isEqualTo("squares");
        assertThat(thrownBy(() -> g.setName(null))).isExactlyInstanceOf(NullPointerException.class);
        g.close();
        assertThat(g.toString()).startsWith("<generator object squares at ").endsWith(", closed>");
        assertThat(thrownBy(g::next)).hasMessage("the generator squares has ended");
    }

    /** A trace of what a body throws shows each level, with the lines of the source. */
    @Test
    void an_exception_shows_the_line_of_its_body() {
        Generator<Object, Object, Object> failing = generatorReturning(g -> {
            g.yield(1);
            throw new IllegalArgumentException("v");
        });
        Generator<Object, Object, Object> outer = started(delegating(failing));
        StackTraceElement top = thrownBy(outer::next).getStackTrace()[0];
        assertThat(top.getFileName()).isEqualTo("GeneratorLookTest.java");
        assertThat(top.getMethodName()).isEqualTo("an_exception_shows_the_line_of_its_body");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What is kept alive
    // -----------------------------------------------------------------------------------------------------------------

    private static Generator<Object, Object, Object> holding(Object[] big) {
        return generatorReturning(g -> {
            g.yield(1);
            return g.yield(big.length);
        });
    }

    /** An ended generator keeps nothing of its body; a value that was fetched is kept until it is taken or dropped. */
    @Test
    void an_ended_generator_keeps_nothing_alive() {
        Object[] big = new Object[1];
        WeakReference<Object[]> reference = new WeakReference<>(big);
        Generator<Object, Object, Object> g = started(holding(big));
        big = null;
        g.close();
        assertThat(CoroutineFixtures.isCollected(reference)).isTrue();
        assertThat(stateOf(g)).isEqualTo(CLOSED);
    }

    @Test
    void a_fetched_value_that_was_dropped_is_not_kept() {
        Object[] value = {new Object()};
        WeakReference<Object> reference = new WeakReference<>(value[0]);
        Generator<Object, Object, Object> g = generatorReturning(y -> {
            try {
                y.yield(value[0]);
            } catch (ArithmeticException raised) {
                value[0] = null;
            }
            return y.yield(2);
        });
        assertThat(g.hasNext()).isTrue();
        assertThat(g.raise(new ArithmeticException())).isEqualTo(2);
        assertThat(CoroutineFixtures.isCollected(reference)).isTrue();
        assertThat(stateOf(g)).isEqualTo(SUSPENDED);
    }
}
