package dev.pausa.async;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.AsyncResource.closing;
import static dev.pausa.AsyncResource.with;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import dev.pausa.AsyncCloseable;
import dev.pausa.AsyncCursor;
import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncIterable;
import dev.pausa.AsyncIterator;
import dev.pausa.Coroutine;
import dev.pausa.GeneratorExit;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Iterations that are gone through by tasks of their own: see {@link Async#merge} and {@link Async#buffer}. One task,
 * the feeder, has a scope with a task for each source; these send to a channel, and the generator receives from it. The
 * feeder belongs to the loop, since no scope can be held open across a yield; the generator ends it on every way out,
 * and waits for that.
 */
final class Feeding {
    /** How long what is closed is kept from a cancel. */
    static final Duration CLOSING = Duration.ofSeconds(10);

    private Feeding() {}

    static <T> AsyncGenerator<T, Void> from(
            String name, List<? extends AsyncIterable<? extends T>> sources, Supplier<Channel<T>> making) {
        return asyncGenerator(g -> {
            Channel<T> channel = making.get();
            Task<Void> feeder = Loop.current().start(name, channel.closeAfter(feed(sources, channel)));
            try {
                for (T next = await(next(channel)); next != null; next = await(next(channel))) {
                    g.yield(next);
                }
                await(feeder); // its failure, if that is the end
            } catch (Throwable thrown) {
                await(end(feeder, thrown));
                throw thrown;
            }
        });
    }

    private static <T> Coroutine<Void> feed(List<? extends AsyncIterable<? extends T>> sources, Channel<T> channel) {
        return coroutine("feed", () -> {
            await(Async.scope(scope -> {
                for (AsyncIterable<? extends T> source : sources) {
                    scope.start(sendAll(source, channel));
                }
            }));
            await(Async.checkpoint()); // sources that were cancelled have not ended by themselves
        });
    }

    private static <T, E extends T> Coroutine<Void> sendAll(AsyncIterable<E> source, Channel<T> channel) {
        return coroutine("source", () -> {
            AsyncIterator<E> iterator = source.asyncIterator();
            AsyncIterable<E> once = () -> iterator; // if it is null, its cursor refuses it
            AsyncCursor<E> cursor = once.cursor();
            await(with(closing(shielded(iterator)), same -> {
                while (await(cursor.advance())) {
                    await(channel.send(present(cursor.current())));
                }
            }));
        });
    }

    /** What is closed because its consumer has left may await all the same. */
    private static AsyncCloseable shielded(Object iterator) {
        return iterator instanceof AsyncCloseable closeable
                ? () -> Async.shield(CLOSING, closeable.aclose())
                : () -> coroutine(() -> {});
    }

    private static <E> E present(@Nullable E element) {
        if (element == null) {
            throw new NullPointerException("the iteration gave null, which no channel takes; leave it out with filter,"
                    + " or have map make an Optional of it");
        }
        return element;
    }

    /** Gives the next element, or null when there are no more. */
    private static <T> Coroutine<@Nullable T> next(Channel<T> channel) {
        return coroutine("next", () -> {
            try {
                return await(channel.receive());
            } catch (ChannelClosedException end) {
                return null;
            }
        });
    }

    /**
     * Ends the feeder after a failure or an exit of the generator. If that fails too, that comes out, by the rules of
     * {@code async with}.
     */
    private static Coroutine<Void> end(Task<Void> feeder, Throwable thrown) {
        return coroutine("end", () -> {
            feeder.cancel("its consumer has left");
            Outcome<Void> outcome = await(Async.shield(CLOSING, feeder.ended()));
            if (outcome instanceof Outcome.Failed<Void> failed) {
                if (!(thrown instanceof GeneratorExit)) {
                    Failures.suppress(failed.failure(), thrown);
                }
                throw Reports.rethrow(failed.failure());
            }
        });
    }
}
