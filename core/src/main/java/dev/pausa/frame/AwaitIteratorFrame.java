package dev.pausa.frame;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import dev.pausa.trace.Callers;
import dev.pausa.trace.Traces;
import dev.pausa.trace.TypeNames;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Adapter from an awaitable of the user's to a link of a chain: a frame, written by hand, that hands every resume on to
 * an {@link AwaitIterator}. With it each thing that a body can await is a handle with a frame, and the drive loop needs
 * no second way.
 */
sealed class AwaitIteratorFrame extends AdapterFrame {
    private final AwaitIterator<?> iterator;

    private AwaitIteratorFrame(AwaitIterator<?> iterator) {
        this.iterator = iterator;
    }

    /** Returns the state when paused. */
    int paused() {
        return 1;
    }

    /** That of an iterator which does something when it is closed. A type of its own, not a field: there are many. */
    private static final class Closing extends AwaitIteratorFrame {
        Closing(AwaitIterator<?> iterator) {
            super(iterator);
        }

        @Override
        int paused() {
            return 1 | GUARDED | SHOWN;
        }
    }

    static AwaitIteratorFrame of(AwaitIterator<?> iterator) {
        return CLOSES.get(iterator.getClass()) ? new Closing(iterator) : new AwaitIteratorFrame(iterator);
    }

    /** Whether a class of iterators does anything when it is closed. */
    private static final ClassValue<Boolean> CLOSES = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            try {
                return type.getMethod("close").getDeclaringClass() != AwaitIterator.class;
            } catch (NoSuchMethodException | LinkageError unknown) { // such as a method with a type that is missing
                return true;
            }
        }
    };

    /** Returns a handle, not yet begun, for the operand of an await. */
    static Handle adapt(@Nullable Object awaitable) {
        if (awaitable instanceof Continued begun) {
            return ResumptionFrame.goOnWith(begun.continued());
        }
        if (awaitable instanceof Awaitable<?> own) {
            AwaitIterator<?> iterator = own.awaitIterator();
            if (iterator instanceof AwaitIterator.Ended<?> ended) {
                return EndedFrame.with(ended.value());
            }
            if (iterator == null) {
                throw new IllegalArgumentException(
                        TypeNames.of(own) + ".awaitIterator() must return an iterator, not null");
            }
            return new Adapter(of(iterator));
        }
        if (awaitable instanceof CompletionStage<?> stage) {
            return new Adapter(of(new StageIterator(stage)));
        }
        throw new IllegalArgumentException(
                "'" + TypeNames.of(awaitable) + "' object can't be awaited" + Callers.hint());
    }

    @Override
    public @Nullable Object begin(Handle self, int depth) throws Throwable {
        int paused = paused(); // no call between the pause and taking note of it
        self.stage = Handle.STARTING;
        Object yielded;
        try {
            yielded = iterator.next();
        } catch (StopIteration end) {
            self.stage = Handle.CLOSED;
            return valueOf(end, null);
        } catch (Throwable thrown) {
            self.stage = Handle.CLOSED;
            Traces.enters(thrown);
            throw thrown;
        }
        state = paused;
        self.stage = Handle.FRAMED;
        return yielded;
    }

    @Override
    protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable raised) throws Throwable {
        int paused = paused();
        state = RUNNING;
        try {
            Object yielded;
            if (raised == null) {
                yielded = value == null ? iterator.next() : iterator.send(value);
            } else if (raised instanceof GeneratorExit) {
                iterator.close();
                state = 0;
                return null;
            } else {
                yielded = iterator.raise(raised);
            }
            state = paused;
            return yielded;
        } catch (StopIteration end) {
            state = 0;
            return valueOf(end, raised);
        } catch (StageIterator.TooSoon tooSoon) {
            state = 0;
            throw Errors.notWithFuture(shown(), up);
        } catch (Throwable thrown) {
            state = 0;
            Traces.enters(thrown);
            throw thrown;
        }
    }

    /**
     * The await's value; unless this is no end, but an exception for the await: raised in before, thrown by close, or a
     * failure.
     */
    private @Nullable Object valueOf(StopIteration end, @Nullable Throwable raised) {
        boolean isFailure = iterator instanceof StageIterator stage && stage.failedWith(end);
        if (end == raised || raised instanceof GeneratorExit || isFailure) {
            throw end;
        }
        return end.value();
    }

    @Override
    boolean isClosedBy(Throwable outcome) {
        return false;
    }

    /** Returns what {@code awaiting()} shows: the iterator, or the stage that it waits for. */
    Object shown() {
        return iterator instanceof StageIterator stages ? stages.stage() : iterator;
    }

    @Override
    Object shownAs(Handle self) {
        return shown();
    }
}
