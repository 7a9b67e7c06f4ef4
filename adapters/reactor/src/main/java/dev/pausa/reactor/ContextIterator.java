package dev.pausa.reactor;

import dev.pausa.AsyncCloseable;
import dev.pausa.AsyncIterable;
import dev.pausa.AsyncIterator;
import dev.pausa.Awaitable;
import reactor.util.context.ContextView;

/** Steps through an iteration in the context of a subscriber. */
final class ContextIterator<T> implements AsyncIterator<T>, AsyncCloseable {
    private final AsyncIterator<T> iterator;
    private final ContextView context;

    private ContextIterator(AsyncIterator<T> iterator, ContextView context) {
        this.iterator = iterator;
        this.context = context;
    }

    static <T> AsyncIterable<T> of(AsyncIterable<T> elements, ContextView context) {
        return context.isEmpty() ? elements : new ContextIterator<>(elements.asyncIterator(), context);
    }

    @Override
    public Awaitable<T> anext() {
        return ReactorAsync.CONTEXT.where(context, iterator.anext());
    }

    @Override
    public Awaitable<Void> aclose() {
        return iterator instanceof AsyncCloseable closeable
                ? ReactorAsync.CONTEXT.where(context, closeable.aclose())
                : dev.pausa.Coroutine.coroutine(() -> {});
    }
}
