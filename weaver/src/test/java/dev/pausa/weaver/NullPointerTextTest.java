package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.pausa.Coroutine;
import dev.pausa.Generator;
import org.junit.jupiter.api.Test;

/** What the JVM says of null in a woven body: it names what gave the null, as it would in plain code. */
class NullPointerTextTest {

    @Test
    void what_suspend_gave() {
        Coroutine<Integer> c = Coroutine.coroutine(() -> {
            int n = (Integer) Coroutine.suspend("number?");
            return n;
        });
        c.send(null);
        assertThatNullPointerException()
                .isThrownBy(() -> c.send(null))
                .withMessage("Cannot invoke \"java.lang.Integer.intValue()\" because \"the value of suspend\" is null");
    }

    @Test
    void what_yield_gave() {
        Generator<String, Integer, Void> g = Generator.generator(y -> {
            int first = y.yield("first?");
            y.yield("second?").toString();
        });
        g.send(null);
        g.send(1);
        assertThatNullPointerException()
                .isThrownBy(() -> g.send(null))
                .withMessage("Cannot invoke \"java.lang.Integer.toString()\" because \"the value of yield\" is null");
    }

    @Test
    void a_variable_of_the_bodys_own() {
        Coroutine<Integer> c = Coroutine.coroutine(() -> {
            String text = (String) Coroutine.suspend("text?");
            return text.length();
        });
        c.send(null);
        assertThatNullPointerException()
                .isThrownBy(() -> c.send(null))
                .withMessage("Cannot invoke \"String.length()\" because \"text\" is null");
    }
}
