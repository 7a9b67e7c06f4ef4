package dev.pausa.conformance.diagnostics;

import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.CoroutineObject.Local;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Variables of the types that the JVM keeps as an int. */
class InspectSmallTypesTest {

    @Test
    void inspect_gives_each_variable_as_its_declared_type() {
        Coroutine<Object> c = started(coroutine(() -> {
            boolean flag = true;
            byte small = -1;
            char letter = 'l';
            short number = -2;
            int integer = 3;
            Object given = suspend("s");
            return List.of(flag, small, letter, number, integer, given);
        }));

        assertThat(c.inspect())
                .containsExactly(
                        new Local("flag", "boolean", true),
                        new Local("small", "byte", (byte) -1),
                        new Local("letter", "char", 'l'),
                        new Local("number", "short", (short) -2),
                        new Local("integer", "int", 3));
    }
}
