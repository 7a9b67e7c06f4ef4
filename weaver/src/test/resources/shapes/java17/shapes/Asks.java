package shapes;

import static dev.pausa.Generator.*;
import static dev.pausa.weaver.Ticks.*;

import dev.pausa.Generator;

/** What ticks are to a coroutine: a generator that yields once, or not at all, and gives a value. */
final class Asks {
    private Asks() {}

    static <T> Generator<Object, Object, T> ask(String name, T value) {
        log("ask " + name);
        return generatorReturning(g -> {
            if (pausing()) {
                log("answer " + g.yield(name));
            }
            return value;
        });
    }
}
