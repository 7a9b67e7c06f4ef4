package shop;

import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.Coroutine;

class PauseInSynchronized {
    synchronized void method() throws Exception {
        suspend(1);
    }

    Coroutine<Void> ofMethod() {
        return coroutine(this::method);
    }

    Coroutine<Void> ofBlock() {
        return coroutine(() -> {
            synchronized (this) {
                suspend(2);
            }
        });
    }

    Coroutine<Void> right() {
        return coroutine(() -> {
            synchronized (this) {
                hashCode();
            }
            suspend(3);
        });
    }
}
