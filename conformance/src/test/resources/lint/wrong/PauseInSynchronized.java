import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;

import dev.pausa.Coroutine;
import dev.pausa.Generator;

class PauseInSynchronized {
    Coroutine<Void> inABlock() {
        return coroutine(() -> {
            synchronized (this) {
                suspend("held");
            }
            suspend("free");
        });
    }

    Generator<String, Void, Void> yielding() {
        return generator(g -> {
            synchronized (this) {
                g.yield("held");
            }
        });
    }

    Coroutine<Object> inAMethod() {
        return coroutine(this::locked);
    }

    private synchronized Object locked() throws Exception {
        return suspend("held");
    }
}
