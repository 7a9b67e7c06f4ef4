import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import dev.pausa.Coroutine;

/** What is said of it is javac's business. */
class DoesNotCompile {
    Coroutine<String> act() {
        return coroutine(() -> await(nowhere()));
    }

    void other() {
        unknown(() -> await(act()));
        Missing.run(g -> await(act()));
    }
}
