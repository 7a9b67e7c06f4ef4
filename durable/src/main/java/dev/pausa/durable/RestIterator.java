package dev.pausa.durable;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * What remains of an iterator of the JDK's once it was saved: it gives the elements that were left, and takes the
 * iterator's place in the paused body too, since nobody can look at those without taking them.
 */
final class RestIterator implements Iterator<@Nullable Object> {
    private final List<@Nullable Object> elements;
    private int next;

    RestIterator(List<@Nullable Object> elements) {
        this.elements = elements;
    }

    List<@Nullable Object> left() {
        return elements.subList(next, elements.size());
    }

    @Override
    public boolean hasNext() {
        return next < elements.size();
    }

    @Override
    public @Nullable Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return elements.get(next++);
    }

    @Override
    public void remove() {
        throw new UnsupportedOperationException(
                "the body was saved while this iterator was open; it gives the elements that were left then, and does"
                        + " not know the collection any more: collect what to remove, and remove it after the loop");
    }
}
