package dev.pausa.weaver;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.StopIteration;
import java.util.Iterator;

/** What the shapes' sources use: awaitables that pause as the {@link Run} says, and its log. */
public final class Ticks {
    private Ticks() {}

    /** What a tick yields; the driver answers it with null. */
    record Pause(String name) {}

    /** An awaitable that can also be run directly, for the reference. */
    abstract static class Tick<T> implements Awaitable<T> {
        private final String name;
        private final T value;

        Tick(String name, T value) {
            this.name = name;
            this.value = value;
        }

        final T directly() throws Exception {
            if (Run.current().ticksPause()) {
                Run.current().pauseDirectly();
            }
            return value;
        }
    }

    private static final class Foreign<T> extends Tick<T> {
        Foreign(String name, T value) {
            super(name, value);
        }

        @Override
        public AwaitIterator<T> awaitIterator() {
            return new AwaitIterator<>() {
                private boolean paused;

                @Override
                public Object next() {
                    if (!paused && Run.current().ticksPause()) {
                        paused = true;
                        Run.current().countPause();
                        return new Pause(Foreign.super.name);
                    }
                    throw new StopIteration(Foreign.super.value);
                }
            };
        }
    }

    private static <T> Coroutine<T> coroutineTick(String name, T value) {
        return Coroutine.coroutine(() -> {
            if (Run.current().ticksPause()) {
                Run.current().countPause();
                Coroutine.suspend(new Pause(name));
            }
            return value;
        });
    }

    /** Returns something to await that gives the value; the making of it is logged. */
    public static <T> Awaitable<T> tick(String name, T value) {
        log("tick " + name);
        return Run.current().leaf() == Run.Leaf.COROUTINE && !Reference.isRunning()
                ? coroutineTick(name, value)
                : new Foreign<>(name, value);
    }

    /** Returns the value; logs that it was evaluated. */
    public static <T> T value(String name, T value) {
        log("value " + name);
        return value;
    }

    /** Whether something that pauses only sometimes pauses now. */
    public static boolean pausing() {
        return Run.current().ticksPause();
    }

    /** Some elements to yield, or none if ticks do not pause; the driver sends nothing back for them. */
    private static final class Elements implements Iterator<Object> {
        private final String name;
        private int left;

        Elements(String name, int count) {
            this.name = name;
            this.left = count;
        }

        @Override
        public boolean hasNext() {
            return left > 0 && pausing();
        }

        @Override
        public Object next() {
            log("element " + name + " " + left);
            Run.current().countPause();
            return new Pause(name + left--);
        }
    }

    /** Returns an iterator. */
    public static Iterator<Object> elements(String name, int count) {
        log("elements " + name);
        return new Elements(name, count);
    }

    /** Logs. */
    public static void log(Object line) {
        Run.current().log(String.valueOf(line));
    }
}
