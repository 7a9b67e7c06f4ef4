package dev.pausa.frame;

import dev.pausa.Generator;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The frame of a generator, and its yielder. The weaver makes one subclass for each body. */
public abstract class GeneratorFrame extends YielderFrame implements Generator.Yielder<Object, Object> {

    /** For subclasses. */
    protected GeneratorFrame() {}

    @Override
    Kind kind() {
        return Kind.GENERATOR;
    }

    /**
     * Turns the operand of a {@code yieldFrom} into something that can be begun.
     *
     * @param generator the inner generator
     * @return the generator itself if it has not begun; otherwise an adapter that goes on with it
     * @throws IllegalArgumentException if it is null (YF-003)
     */
    protected static Handle delegated(@Nullable Object generator) {
        if (generator == null) {
            throw new IllegalArgumentException("'null' object is not iterable");
        }
        return ResumptionFrame.goOnWith((Handle) generator);
    }

    /**
     * Turns the operand of a {@code yieldAll} into something that can be begun.
     *
     * @param values an iterable, an iterator, or a stream
     * @return an adapter; for a generator, as {@link #delegated}
     * @throws IllegalArgumentException if it is null, or an iterable that gives null
     */
    protected static Handle elements(@Nullable Object values) {
        return IteratorFrame.of(values);
    }

    /** A yielder that belongs to no body: for one that never yields itself. */
    private static final class Nobodys extends GeneratorFrame {
        @Override
        public Object begin(Handle self, int depth) {
            throw new AssertionError("belongs to no body");
        }

        @Override
        public Object resume(Object value, Throwable raised) {
            throw new AssertionError("belongs to no body");
        }

        @Override
        protected Frame prototype() {
            return this;
        }

        @Override
        protected String describe() {
            return "";
        }
    }

    private static final Nobodys NOBODYS = new Nobodys();

    /**
     * Returns a yielder for a body that never yields itself, but may give it away.
     *
     * @param <Y> what the generator yields
     * @param <S> what is sent to it
     * @return a yielder whose methods all fail
     */
    @SuppressWarnings("unchecked") // it yields nothing at all
    public static <Y, S> Generator.Yielder<Y, S> nobodys() {
        return (Generator.Yielder<Y, S>) (Object) NOBODYS;
    }

    // ------------------------------------------------------------------------------------------------------------------
    // The weaver replaces the calls of these methods in the generator's own body; what is written here runs only
    // elsewhere.
    // ------------------------------------------------------------------------------------------------------------------

    @Override
    public final Object yield(Object value) {
        throw notOwn("yield");
    }

    @Override
    public final <T> T yieldFrom(Generator<? extends Object, ? super Object, ? extends T> inner) {
        throw notOwn("yieldFrom");
    }

    @Override
    public final void yieldAll(Generator<? extends Object, ?, ?> values) {
        throw notOwn("yieldAll");
    }

    @Override
    public final void yieldAll(Iterable<? extends Object> values) {
        throw notOwn("yieldAll");
    }

    @Override
    public final void yieldAll(Iterator<? extends Object> values) {
        throw notOwn("yieldAll");
    }

    @Override
    public final void yieldAll(Stream<? extends Object> values) {
        throw notOwn("yieldAll");
    }
}
