package dev.pausa.reactor;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static org.springframework.core.ReactiveTypeDescriptor.multiValue;
import static org.springframework.core.ReactiveTypeDescriptor.singleOptionalValue;

import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncIterable;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import java.util.Objects;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapterRegistry;
import reactor.core.publisher.Mono;

/** Teaches Spring what a coroutine is, and an asynchronous iteration. Spring Boot does it by itself. */
public final class ReactorAdapters {
    private ReactorAdapters() {}

    /**
     * Registers {@link Coroutine} and {@link Awaitable}, which give one value or none, and {@link AsyncGenerator} and
     * {@link AsyncIterable}, which give many. Whoever in Spring takes reactive types takes them from then on.
     *
     * @param registry where
     * @param loops where they run when Spring subscribes
     * @throws NullPointerException if an argument is null
     */
    public static void register(ReactiveAdapterRegistry registry, ReactorLoops loops) {
        Objects.requireNonNull(registry, "registry");
        Objects.requireNonNull(loops, "loops");
        registry.registerReactiveType(
                singleOptionalValue(Coroutine.class, ReactorAdapters::nothing),
                work -> ReactorAsync.monoOf(loops.next(), () -> (Awaitable<?>) work),
                ReactorAdapters::coroutineOf);
        registry.registerReactiveType(
                singleOptionalValue(Awaitable.class, ReactorAdapters::nothing),
                work -> ReactorAsync.monoOf(loops.next(), () -> (Awaitable<?>) work),
                ReactorAdapters::coroutineOf);
        registry.registerReactiveType(
                multiValue(AsyncGenerator.class, ReactorAdapters::noItems),
                items -> ReactorAsync.fluxOf(loops.next(), () -> (AsyncIterable<?>) items),
                ReactorAsync::items);
        registry.registerReactiveType(
                multiValue(AsyncIterable.class, ReactorAdapters::noItems),
                items -> ReactorAsync.fluxOf(loops.next(), () -> (AsyncIterable<?>) items),
                ReactorAsync::items);
    }

    private static Coroutine<Object> nothing() {
        return coroutineOf(Mono.empty());
    }

    private static AsyncGenerator<Object, Void> noItems() {
        return ReactorAsync.items(Mono.empty());
    }

    private static Coroutine<Object> coroutineOf(Publisher<?> publisher) {
        return coroutine(() -> await(ReactorAsync.mono(Mono.from(publisher))));
    }
}
