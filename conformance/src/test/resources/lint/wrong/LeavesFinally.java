import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;

import dev.pausa.Coroutine;
import dev.pausa.Generator;

class LeavesFinally {
    @SuppressWarnings("finally")
    Coroutine<String> returning() {
        return coroutine(() -> {
            try {
                suspend(1);
            } finally {
                return "finally";
            }
        });
    }

    @SuppressWarnings("finally")
    Generator<Integer, Void, Void> breaking() {
        return generator(g -> {
            while (true) {
                try {
                    g.yield(1);
                } finally {
                    break;
                }
            }
            for (int i = 0; i < 3; i++) {
                try {
                    g.yield(i);
                } finally {
                    continue;
                }
            }
        });
    }
}
