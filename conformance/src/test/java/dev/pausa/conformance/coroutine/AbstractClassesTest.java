package dev.pausa.conformance.coroutine;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.AwaitFixtures.raisedBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.GeneratorExit;
import dev.pausa.conformance.fixtures.AsyncFixtures;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import java.io.IOException;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Catalogue section on the abstract classes. In Java nobody else makes coroutine objects; what the classes hand down in
 * Python is shown with the real ones.
 */
class AbstractClassesTest {

    /** How a body answers to its exit. */
    enum Answer {
        RETHROWS,
        RETURNS,
        THROWS,
        PAUSES
    }

    private static final IOException FAILURE = new IOException("k");

    /** Answers to the exit, in any way but a pause. */
    private static void answer(Answer answer, GeneratorExit exit) throws IOException {
        if (answer == Answer.RETHROWS) {
            throw exit;
        }
        if (answer == Answer.THROWS) {
            throw FAILURE;
        }
    }

    @ParameterizedTest
    @EnumSource
    void ab_002_the_outcomes_of_close(Answer answer) {
        Coroutine<String> c = coroutine(() -> {
            try {
                suspend(1);
            } catch (GeneratorExit exit) {
                answer(answer, exit);
                if (answer == Answer.PAUSES) {
                    suspend(2);
                }
            }
            return "v";
        });
        c.send(null);

        switch (answer) {
            case THROWS -> assertThat(raisedBy(() -> close(c))).isSameAs(FAILURE);
            case PAUSES -> CoroutineFixtures.assertIgnoredExit(() -> close(c));
            default -> assertThat(close(c)).as("close() gives nothing").isNull();
        }
    }

    private static Object close(Coroutine<?> c) {
        c.close();
        return null;
    }

    @ParameterizedTest
    @EnumSource
    void ab_005_the_outcomes_of_aclose(Answer answer) {
        AsyncGenerator<Integer, Void> g = asyncGenerator(y -> {
            try {
                y.yield(1);
            } catch (GeneratorExit exit) {
                answer(answer, exit);
                if (answer == Answer.PAUSES) {
                    y.yield(2);
                }
            }
        });
        AsyncFixtures.atYield(g);

        switch (answer) {
            case THROWS -> assertThat(AsyncFixtures.thrown(g.aclose())).isSameAs(FAILURE);
            case PAUSES -> AsyncFixtures.assertIgnoredExit(AsyncFixtures.thrown(g.aclose()));
            default -> assertThat(AsyncFixtures.given(g.aclose())).isNull();
        }
    }

    @Test
    void ab_002_nobody_else_makes_coroutine_objects() {
        assertThat(Modifier.isFinal(Coroutine.class.getModifiers())).isTrue();
        assertThat(Modifier.isFinal(AsyncGenerator.class.getModifiers())).isTrue();
    }
}
