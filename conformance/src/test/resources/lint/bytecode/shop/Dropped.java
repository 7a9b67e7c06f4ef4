package shop;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.async.Async.scope;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.AsyncGenerator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.async.Channel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

class Dropped {
    static Coroutine<String> load() {
        return coroutine(() -> "row " + suspend("row"));
    }

    static Generator<Integer, Void, Void> numbers() {
        return Generator.generator(g -> g.yield(1));
    }

    static AsyncGenerator<Integer, Void> pages() {
        return AsyncGenerator.asyncGenerator(g -> g.yield(1));
    }

    static void wrong(Channel<Integer> channel) {
        load();
        numbers();
        pages();
        channel.send(1);
        scope(s -> {});
    }

    static Runnable lambda() {
        return () -> load();
    }

    static Runnable reference() {
        return Dropped::load;
    }

    // Right: what is kept, driven, or not made here.

    private final Deque<Coroutine<String>> begun = new ArrayDeque<>();
    private Coroutine<String> current = load();

    Coroutine<String> begin() {
        Coroutine<String> made = load();
        made.send(null);
        begun.add(made);
        return made;
    }

    Coroutine<String> current() {
        return current;
    }

    static <A extends Awaitable<?>> A same(A awaitable) {
        return awaitable;
    }

    static Coroutine<String> driven(Coroutine<String> given) {
        given.send(null);
        return given;
    }

    void right(Channel<Integer> channel) throws Exception {
        Map<String, Coroutine<String>> all = new HashMap<>();
        all.put("all", load());
        all.remove("all");
        begin();
        current();
        begun.poll();
        Coroutine<String> made = load();
        same(made);
        driven(made);
        load().close();
        assertThatThrownBy(() -> load());
        assertThatThrownBy(Dropped::load);
    }

    static Coroutine<Void> awaited(Channel<Integer> channel) {
        return coroutine(() -> {
            await(channel.send(1));
        });
    }
}
