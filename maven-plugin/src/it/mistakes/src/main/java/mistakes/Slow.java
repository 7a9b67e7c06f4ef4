package mistakes;

import static dev.pausa.Coroutine.*;

import dev.pausa.Coroutine;

class Slow {
    @SuppressWarnings("pausa:blocking-call")
    static Coroutine<Void> slow() {
        return coroutine(() -> {
            Thread.sleep(1);
            suspend("slow");
        });
    }
}
