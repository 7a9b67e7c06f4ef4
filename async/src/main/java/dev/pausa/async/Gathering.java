package dev.pausa.async;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is written with the rest of this package: bodies like any user's. */
final class Gathering {
    private Gathering() {}

    static <R extends @Nullable Object> Awaitable<List<R>> all(List<? extends Awaitable<? extends R>> work) {
        return Async.<List<R>>scopeReturning(scope -> {
            List<Task<R>> tasks = new ArrayList<>();
            for (Awaitable<? extends R> each : work) {
                tasks.add(scope.<R>start(each));
            }
            List<R> results = new ArrayList<>();
            for (Task<R> task : tasks) {
                results.add(await(task));
            }
            return results;
        });
    }

    /** So many tasks take from one list, each what comes next. */
    static <R extends @Nullable Object> Awaitable<List<R>> all(int limit, List<? extends Awaitable<? extends R>> work) {
        return Async.<List<R>>scopeReturning(scope -> {
            @Nullable Object[] results = new Object[work.size()];
            Iterator<Integer> next = IntStream.range(0, work.size()).iterator();
            List<Task<Void>> takers = new ArrayList<>();
            try {
                for (int i = 0; i < Math.min(limit, work.size()); i++) {
                    takers.add(scope.start("one of all", taker(next, work, results)));
                }
                for (Task<Void> taker : takers) {
                    await(taker);
                }
            } finally {
                closeRest(work);
            }
            return Gathering.<R>listOf(results);
        });
    }

    private static Coroutine<Void> taker(
            Iterator<Integer> next, List<? extends Awaitable<?>> work, @Nullable Object[] results) {
        return coroutine(() -> {
            while (next.hasNext()) {
                int i = next.next();
                results[i] = await(work.get(i));
            }
        });
    }

    private static void closeRest(List<? extends Awaitable<?>> work) {
        work.forEach(Unbegun::drop);
    }

    @SuppressWarnings("unchecked")
    private static <R extends @Nullable Object> List<R> listOf(@Nullable Object[] results) {
        return Collections.unmodifiableList((List<R>) Arrays.asList(results));
    }

    static <R extends @Nullable Object> Awaitable<R> select(Select<R> select) {
        select.unwatch(); // the coroutine is reported
        return Coroutine.<R>coroutine("select", () -> {
            Select.Chosen<R> chosen = await(select);
            return await(chosen.which().handle(chosen.value()));
        });
    }
}
