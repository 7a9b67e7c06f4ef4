import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;

import dev.pausa.Coroutine;
import dev.pausa.Generator;

class CatchesExit {
    Coroutine<Void> all() {
        return coroutine(() -> {
            try {
                suspend(1);
            } catch (Throwable thrown) {
                System.err.println(thrown);
            }
            try {
                suspend(2);
            } catch (IllegalStateException | Error thrown) {
                System.err.println(thrown);
            }
        });
    }

    Generator<Integer, Void, Void> generating() {
        return generator(g -> {
            for (int i = 0; ; i++) {
                try {
                    g.yield(i);
                } catch (Error ignored) {
                    // and on it goes
                }
            }
        });
    }
}
