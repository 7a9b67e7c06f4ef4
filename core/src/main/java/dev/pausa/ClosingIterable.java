package dev.pausa;

import dev.pausa.trace.Sneaky;
import dev.pausa.trace.Suppressed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An iterable that closes what its loops left unfinished: see {@link Generator#closing}. Not thread-safe.
 *
 * <pre>{@code
 * try (var lines = Generator.closing(linesOf(file))) {
 *     for (String line : lines) {
 *         if (line.isBlank()) break;
 *     }
 * } // the generator of the loop is closed here
 * }</pre>
 *
 * @param <Y> what it gives
 */
public final class ClosingIterable<Y extends @Nullable Object> implements Iterable<Y>, AutoCloseable {
    private final Iterable<Y> values;

    /** The iterators that can be closed, and were not seen to end. */
    private final List<AutoCloseable> open = new ArrayList<>();

    ClosingIterable(Iterable<Y> values) {
        this.values = Objects.requireNonNull(values, "values");
    }

    /**
     * Returns an iterator of the iterable that this one wraps.
     *
     * @return the iterator itself
     */
    @Override
    public Iterator<Y> iterator() {
        Iterator<Y> iterator = values.iterator();
        open.removeIf(
                each -> each instanceof Generator<?, ?, ?> generator && generator.state() == CoroutineState.CLOSED);
        if (iterator instanceof AutoCloseable closeable) {
            open.add(closeable);
        }
        return iterator;
    }

    /**
     * Closes the iterators that were given out, the last one first. If several fail, the first failure comes out, and
     * the others are suppressed in it.
     *
     * @throws RuntimeException what closing an iterator throws; a checked exception comes out as it is too
     */
    @Override
    public void close() {
        Throwable first = null;
        for (int i = open.size() - 1; i >= 0; i--) {
            try {
                open.get(i).close();
            } catch (Throwable failure) {
                first = Suppressed.join(first, failure);
            }
        }
        open.clear();
        if (first != null) {
            throw Sneaky.rethrow(first);
        }
    }
}
