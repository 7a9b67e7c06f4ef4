package dev.pausa.weaver;

import dev.pausa.AsyncGenerator;
import dev.pausa.AwaitIterator;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineObject;
import dev.pausa.Generator;
import dev.pausa.Step;
import dev.pausa.StopAsyncIteration;
import dev.pausa.StopIteration;
import dev.pausa.durable.Saver;
import dev.pausa.durable.SnapshotException;
import dev.pausa.frame.AsyncStep;
import dev.pausa.frame.Handle;
import java.util.function.Supplier;

/** A coroutine object of any kind that can be taken out of the process between two steps, and put back. */
public final class SavedDriven implements Driven {
    private final Saver saver;
    private Handle object;

    /** The step of an asynchronous generator that is paused at an await, or null. */
    private AsyncStep<?> under;

    public SavedDriven(Saver saver, Object object) {
        this.saver = saver;
        this.object = (Handle) object;
    }

    /** Makes one of what another process has saved. */
    public static SavedDriven load(Saver saver, String json) {
        SavedDriven driven = new SavedDriven(saver, null);
        driven.put(saver.load(json));
        return driven;
    }

    private void put(Handle root) {
        under = root instanceof AsyncStep<?> step ? step : null;
        object = under == null ? root : Saver.generatorOf(under);
    }

    private Handle root() {
        return under != null ? under : object;
    }

    public String save() {
        return saver.save(root());
    }

    /** Takes it out of memory and puts it back, as another object. */
    public void reload() {
        put(saver.load(saver.take(root())));
    }

    /** Lets go of it without running any of its code, if it can be saved. */
    public void drop() {
        try {
            saver.take(root());
        } catch (SnapshotException unsavable) {
            return; // then the collector closes it
        }
    }

    @Override
    public CoroutineObject object() {
        return (CoroutineObject) object;
    }

    @SuppressWarnings("unchecked")
    private Driven plain() {
        return object instanceof Generator<?, ?, ?> generator
                ? new OfGenerator((Generator<Object, Object, Object>) generator)
                : new OfCoroutine((Coroutine<?>) object);
    }

    @SuppressWarnings("unchecked")
    private AsyncGenerator<Object, Object> asynchronous() {
        return object instanceof AsyncGenerator<?, ?> generator ? (AsyncGenerator<Object, Object>) generator : null;
    }

    @Override
    public Step<?> step(Object value) {
        if (asynchronous() == null) {
            return plain().step(value);
        }
        return under != null
                ? go(() -> under.send(value))
                : begin(asynchronous().asend(value).awaitIterator());
    }

    @Override
    public Step<?> stepRaising(Throwable exception) {
        if (asynchronous() == null) {
            return plain().stepRaising(exception);
        }
        return under != null
                ? go(() -> under.raise(exception))
                : begin(asynchronous().araise(exception).awaitIterator());
    }

    private Step<?> begin(AwaitIterator<?> step) {
        under = (AsyncStep<?>) step;
        return go(under::next);
    }

    private Step<?> go(Supplier<Object> drive) {
        try {
            return new Step.Yielded<>(drive.get());
        } catch (StopIteration yielded) {
            under = null;
            return new Step.Yielded<>(yielded.value());
        } catch (StopAsyncIteration end) {
            return new Step.Returned<>(null);
        }
    }

    @Override
    public Object closeAndGet() {
        if (asynchronous() == null) {
            return plain().closeAndGet();
        }
        if (under != null) {
            under.close();
            return null;
        }
        try {
            throw new AssertionError("paused while it was closed: "
                    + asynchronous().aclose().awaitIterator().next());
        } catch (StopIteration closed) {
            return closed.value();
        }
    }
}
