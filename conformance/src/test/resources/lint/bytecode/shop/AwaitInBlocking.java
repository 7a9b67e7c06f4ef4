package shop;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.async.Async.blocking;

import dev.pausa.Coroutine;

class AwaitInBlocking {
    static Coroutine<String> load() {
        return coroutine(() -> "row " + suspend("row"));
    }

    static Coroutine<String> wrong() {
        return coroutine(() -> {
            await(blocking(() -> {
                await(load());
            }));
            return await(blocking(() -> await(load())));
        });
    }

    static Coroutine<Integer> right() {
        return coroutine(() -> {
            String row = await(load());
            return await(blocking(() -> row.length()));
        });
    }
}
