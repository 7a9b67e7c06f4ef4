package mistakes;

import static dev.pausa.Coroutine.*;

import dev.pausa.Coroutine;

class Held {
    @SuppressWarnings("pausa:pause-in-synchronized")
    static Coroutine<Object> held(Object lock) {
        return coroutine(() -> {
            synchronized (lock) {
                return suspend("held");
            }
        });
    }
}
