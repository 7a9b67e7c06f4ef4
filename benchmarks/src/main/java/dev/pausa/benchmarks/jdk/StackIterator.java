package dev.pausa.benchmarks.jdk;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A coroutine's yielded values as an iterator. */
public final class StackIterator implements Iterator<Integer> {
    private final StackCoroutine coroutine;
    private boolean fetched;
    private @Nullable Object value;

    /**
     * Makes one.
     *
     * @param coroutine a coroutine that has not begun
     */
    public StackIterator(StackCoroutine coroutine) {
        this.coroutine = coroutine;
    }

    @Override
    public boolean hasNext() {
        if (!fetched && !coroutine.isDone()) {
            value = coroutine.send(null);
            fetched = !coroutine.isDone();
        }
        return fetched;
    }

    @Override
    public Integer next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        fetched = false;
        return (Integer) value;
    }
}
