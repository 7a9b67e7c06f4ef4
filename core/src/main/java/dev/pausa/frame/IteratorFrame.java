package dev.pausa.frame;

import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.trace.Sneaky;
import dev.pausa.trace.Suppressed;
import dev.pausa.trace.TypeNames;
import java.util.Iterator;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * Adapter for the operand of a {@code yieldAll}: a frame, written by hand, that yields an iterator's elements. A
 * stream, or an iterator that can be closed, is closed on every way out.
 */
final class IteratorFrame extends AdapterFrame {
    Iterator<?> iterator;
    private final @Nullable AutoCloseable resource;

    private IteratorFrame(Iterator<?> iterator, @Nullable AutoCloseable resource) {
        this.iterator = iterator;
        this.resource = resource;
    }

    /** See {@link GeneratorFrame#elements}. */
    static Handle of(@Nullable Object values) {
        if (values instanceof Generator<?, ?, ?> generator) {
            return ResumptionFrame.goOnWith(generator);
        }
        if (values instanceof BaseStream<?, ?> stream) {
            return adapter(iteratorOf(stream), stream);
        }
        if (values instanceof Iterator<?> iterator) {
            return of(iterator);
        }
        if (values instanceof Iterable<?> iterable) {
            Iterator<?> iterator = iterable.iterator();
            if (iterator == null) {
                throw new IllegalArgumentException(
                        TypeNames.of(iterable) + ".iterator() must return an iterator, not null");
            }
            return iterator instanceof Generator<?, ?, ?> generator
                    ? ResumptionFrame.goOnWith(generator)
                    : of(iterator);
        }
        throw new IllegalArgumentException("'" + TypeNames.of(values) + "' object is not iterable");
    }

    static Handle of(Iterator<?> iterator) {
        return adapter(iterator, iterator instanceof AutoCloseable closeable ? closeable : null);
    }

    private static Handle adapter(Iterator<?> iterator, @Nullable AutoCloseable resource) {
        try {
            return new Adapter(new IteratorFrame(iterator, resource));
        } catch (Throwable noMemory) {
            Suppressed.closeAfter(resource, noMemory); // nobody else has it yet
            throw Sneaky.rethrow(noMemory);
        }
    }

    private static Iterator<?> iteratorOf(BaseStream<?, ?> stream) {
        try {
            return stream.iterator();
        } catch (Throwable linked) {
            Suppressed.closeAfter(stream, linked);
            throw Sneaky.rethrow(linked);
        }
    }

    Iterator<?> iterator() {
        return iterator;
    }

    /** Returns whether something is closed on every way out. */
    boolean closes() {
        return resource != null;
    }

    @Override
    public @Nullable Object begin(Handle self, int depth) throws Throwable {
        self.stage = Handle.STARTING;
        Object value;
        try {
            value = advance();
        } catch (Throwable thrown) {
            self.stage = Handle.CLOSED;
            throw thrown;
        }
        self.stage = state == 0 ? Handle.CLOSED : Handle.FRAMED;
        return value;
    }

    @Override
    protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable raised) throws Throwable {
        if (raised instanceof GeneratorExit) {
            return end();
        }
        if (raised != null) {
            throw endWith(raised);
        }
        if (value != null) {
            throw endWith(new UnsupportedOperationException(
                    "'" + TypeNames.of(iterator) + "' object has no attribute 'send'"));
        }
        return advance();
    }

    /** It is at its end only when it is closed: if there is no room for that call, it stays as it was. */
    private Throwable endWith(Throwable thrown) {
        Suppressed.closeAfter(resource, thrown);
        state = 0;
        return thrown;
    }

    private @Nullable Object advance() throws Throwable {
        state = RUNNING;
        Object value;
        try {
            if (iterator.hasNext()) {
                value = iterator.next();
                state = resource == null ? 1 : 1 | GUARDED | SHOWN;
                return value;
            }
        } catch (Throwable thrown) {
            state = 0;
            Suppressed.closeAfter(resource, thrown);
            throw thrown;
        }
        return end();
    }

    private @Nullable Object end() throws Exception {
        state = 0;
        if (resource != null) {
            resource.close();
        }
        return null;
    }

    /** What closing throws on the way out of a close counts, even if it is an exit, as it does in Python. */
    @Override
    boolean isClosedBy(Throwable outcome) {
        return false;
    }

    @Override
    Object shownAs(Handle self) {
        return iterator;
    }
}
