package shop;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.AsyncExitStack;
import dev.pausa.Coroutine;
import dev.pausa.async.Loop;

class UnbegunResult {
    static Coroutine<String> load(int id) {
        return coroutine(() -> "row " + suspend(id));
    }

    static Coroutine<String> first() {
        return load(1);
    }

    static void wrong() throws Exception {
        Loop.run(() -> load(2));
        Loop.run(() -> {
            System.out.println("begins");
            return first();
        });
        Loop.run(UnbegunResult::first);
    }

    static void right(AsyncExitStack exits) throws Exception {
        Loop.run(() -> await(load(2)));
        exits.callback(() -> load(3));
        Coroutine<String> kept = first();
        Loop.run(() -> kept);
    }
}
