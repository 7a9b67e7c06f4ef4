package dev.pausa.frame;

import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
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

    @Override
    void ended(Handle self, @Nullable Object result, @Nullable Throwable thrown) {
        keepOutcome(self, result, thrown);
    }

    /** For when there is no memory to keep how a body ended. */
    private static final Failure UNKNOWN =
            new Failure(new OutOfMemoryError("the body threw, and there was no memory left to keep what it threw"));

    /** An ended generator keeps how its body ended. */
    static void keepOutcome(Handle self, @Nullable Object result, @Nullable Throwable thrown) {
        self.keep(thrown == null || thrown instanceof GeneratorExit ? result : failure(thrown));
    }

    private static Failure failure(Throwable thrown) {
        try {
            return new Failure(thrown);
        } catch (OutOfMemoryError full) {
            return UNKNOWN;
        }
    }

    /** A yielder that belongs to no body: for one that never yields itself. */
    private static final class Nobodys extends GeneratorFrame {
        @Override
        public Object begin(Handle self, int depth) {
            throw new AssertionError("belongs to no body");
        }

        @Override
        protected Object resume(@Nullable Object value, @Nullable Throwable raised) {
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

    /** Returns a yielder for a body that never yields itself, but may give it away. */
    static <Y extends @Nullable Object, S extends @Nullable Object> Generator.Yielder<Y, S> nobodys() {
        return (Generator.Yielder<Y, S>) (Object) NOBODYS;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The weaver replaces the calls of these methods in the generator's own body; what is written here runs only
    // elsewhere.
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public final Object yield(Object value) {
        throw notOwn("yield");
    }

    @Override
    public final <T extends @Nullable Object> T yieldFrom(
            Generator<? extends Object, ? super Object, ? extends T> inner) {
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
