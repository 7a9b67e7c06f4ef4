import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.Coroutine;

/** Each way to say that a mistake is meant. */
class Suppressed {
    @SuppressWarnings("pausa:outside-body")
    final Object early = suspend("in an initialiser");

    Suppressed() throws Exception {}

    @SuppressWarnings({"unused", "pausa:dropped"})
    void drop() {
        coroutine(() -> suspend(1));
    }

    @SuppressWarnings("pausa:blocking-call")
    static class Nested {
        Coroutine<Void> sleeping() {
            return coroutine(() -> Thread.sleep(1));
        }
    }

    Coroutine<Void> local() {
        return coroutine(() -> {
            @SuppressWarnings("pausa:outside-body")
            java.util.concurrent.Callable<Object> inner = () -> suspend(1);
            inner.call();
        });
    }
}
