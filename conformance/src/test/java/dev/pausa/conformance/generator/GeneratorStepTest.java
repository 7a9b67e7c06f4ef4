package dev.pausa.conformance.generator;

import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.returning;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.started;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.yielding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.CoroutineState;
import dev.pausa.Generator;
import dev.pausa.Step;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A generator driven with its end as a value: {@code step} and {@code stepRaising}, beside {@code send} and
 * {@code raise}.
 */
class GeneratorStepTest {

    @Test
    void the_yielded_and_the_returned_value() {
        Generator<Object, Object, Object> g = yielding("a", null);
        assertThat(g.step(null)).isEqualTo(new Step.Yielded<>("a"));
        assertThat(g.step(1)).isEqualTo(new Step.Yielded<>(null));
        assertThat(g.step(2)).isEqualTo(new Step.Returned<>(List.of(1, 2)));
        assertThat(g.step(3)).as("of one that has ended").isEqualTo(new Step.Returned<>(null));
        assertThat(g.result()).isEqualTo(List.of(1, 2));
    }

    @Test
    void each_kind_of_step_has_a_value() {
        Generator<Object, Object, Object> g = returning("end", "first");
        assertThat(Arrays.asList(g.step(null).value(), g.step(null).value())).containsExactly("first", "end");
    }

    @Test
    void refuses_what_send_refuses() {
        Generator<Object, Object, Object> g = yielding("a", "b");
        assertThat(thrownBy(() -> g.step("spam"))).hasMessage("can't send non-None value to a just-started generator");
        assertThat(g.state()).isEqualTo(CoroutineState.CREATED);
        g.hasNext();
        String refusal = thrownBy(() -> g.send("spam")).getMessage();
        assertThat(thrownBy(() -> g.step("spam")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(refusal);
        assertThat(g.next()).isEqualTo("a");
    }

    @Test
    void a_raised_exception_that_the_body_handles() {
        Generator<Object, Object, Object> g = Generator.generatorReturning(y -> {
            for (Object next = "first"; ; ) {
                try {
                    y.yield(next);
                    return "end";
                } catch (IllegalStateException e) {
                    next = e;
                }
            }
        });
        IllegalStateException raised = new IllegalStateException();
        g.hasNext();
        assertThat(g.stepRaising(raised)).as("drops what hasNext() fetched").isEqualTo(new Step.Yielded<>(raised));
        assertThat(g.step(null)).isEqualTo(new Step.Returned<>("end"));
    }

    @Test
    void a_raised_exception_that_comes_out() {
        Generator<Object, Object, Object> g = started(yielding("a"));
        IOException raised = new IOException();
        assertThat(thrownBy(() -> g.stepRaising(raised))).isSameAs(raised);
        assertThat(thrownBy(() -> g.stepRaising(raised)))
                .as("of one that has ended")
                .isSameAs(raised);
        assertThat(thrownBy(() -> g.stepRaising(null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("exception");
    }
}
