package dev.pausa.async;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.StopIteration;
import org.jspecify.annotations.Nullable;

/**
 * The await of a {@link Region}. The loop gets it, drives what is in the region, and resumes the awaiting body when the
 * region is left. An entry that somebody else gets is not begun.
 *
 * @param <R> what awaiting it gives
 */
final class Entry<R extends @Nullable Object> implements Awaitable<R>, AwaitIterator<R> {
    private final Region region;
    private boolean isTaken;

    Entry(Region region) {
        this.region = region;
    }

    Region region() {
        return region;
    }

    @Override
    public AwaitIterator<R> awaitIterator() {
        if (isTaken) {
            throw new IllegalStateException(
                    region + " was awaited before: it can be awaited once; make a new one for each await");
        }
        isTaken = true;
        return this;
    }

    @Override
    public @Nullable Object next() {
        if (region.isFresh()) {
            SerialLoop.requireAny(region);
            return this;
        }
        if (!region.isLeft()) {
            throw new IllegalStateException("resumed before " + region
                    + " was left: somebody else than its loop drove the coroutine that awaits it");
        }
        Throwable thrown = region.thrown();
        if (thrown != null) {
            throw Reports.rethrow(thrown);
        }
        throw new StopIteration(region.value());
    }

    /** Somebody else than the loop ends the await: what is inside is closed first. */
    @Override
    public @Nullable Object raise(Throwable exception) {
        region.abort();
        throw Reports.rethrow(exception);
    }

    @Override
    public void close() {
        region.abort();
    }

    @Override
    public String toString() {
        return region + ", which a dev.pausa.async.Loop can enter and no other driver";
    }
}
