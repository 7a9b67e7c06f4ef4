package shop;

import static dev.pausa.Coroutine.*;

import dev.pausa.Coroutine;

/** Nobody uses it, so that it can be deleted. */
class Refunds {
    static Coroutine<Object> refund() {
        return coroutine(() -> suspend("how much?"));
    }
}
