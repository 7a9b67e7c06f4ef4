package dev.pausa.conformance.failing;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineObject;
import dev.pausa.CoroutineState;
import dev.pausa.Generator;
import dev.pausa.StopIteration;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors of the JVM's kinds that come out of the user's own code, which the library calls in the middle of a drive. */
class HostileHooksTest {
    private static final LinkageError LINKAGE = new LinkageError("hook");
    private static final InternalError INTERNAL = new InternalError("hook");

    private int ended;

    private Coroutine<Object> awaiting(Awaitable<?> awaitable) {
        Coroutine<Object> inner = coroutine(() -> {
            try {
                return await(awaitable);
            } finally {
                ended++;
            }
        });
        return coroutine(() -> {
            try {
                return await(inner);
            } finally {
                ended++;
            }
        });
    }

    private void assertEnded(CoroutineObject object, Throwable thrown, Throwable wanted) {
        assertThat(thrown).isSameAs(wanted);
        assertThat(object.state()).isEqualTo(CoroutineState.CLOSED);
        assertThat(ended).isEqualTo(2);
    }

    @Test
    void await_iterator_cannot_be_made() {
        Coroutine<Object> outer = awaiting(() -> {
            throw LINKAGE;
        });
        assertEnded(outer, catchThrowable(() -> outer.send(null)), LINKAGE);
    }

    /** Pauses once for each drive before the one that fails. */
    private static final class Failing implements AwaitIterator<Object> {
        private int before;

        Failing(int before) {
            this.before = before;
        }

        @Override
        public Object next() {
            if (before-- > 0) {
                return before;
            }
            throw INTERNAL;
        }

        @Override
        public Object send(Object value) {
            throw INTERNAL;
        }

        @Override
        public Object raise(Throwable exception) {
            throw INTERNAL;
        }

        @Override
        public void close() {
            throw INTERNAL;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"begin", "next", "send", "raise", "close"})
    void await_iterator_fails(String method) {
        Coroutine<Object> outer = awaiting(() -> new Failing(method.equals("begin") ? 0 : 1));
        if (!method.equals("begin")) {
            outer.send(null);
        }
        Throwable thrown = catchThrowable(() -> {
            switch (method) {
                case "begin", "next" -> outer.send(null);
                case "send" -> outer.send("value");
                case "raise" -> outer.raise(new IllegalStateException());
                default -> outer.close();
            }
        });
        assertEnded(outer, thrown, INTERNAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void iterator_fails(int before) {
        Iterator<Integer> failing = new Iterator<>() {
            private int left = before;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                if (left-- > 0) {
                    return left;
                }
                throw LINKAGE;
            }
        };
        Generator<Integer, Void, Void> inner = generator(g -> {
            try {
                g.yieldAll(failing);
            } finally {
                ended++;
            }
        });
        Generator<Integer, Void, Void> outer = generator(g -> {
            try {
                g.yieldFrom(inner);
            } finally {
                ended++;
            }
        });
        for (int i = 0; i < before; i++) {
            outer.next();
        }
        assertEnded(outer, catchThrowable(outer::next), LINKAGE);
    }

    private static final class Broken {
        static final int VALUE = fail();

        private static int fail() {
            throw new IllegalStateException("initialiser");
        }
    }

    @Test
    void class_initialiser_fails() {
        Coroutine<Object> outer = awaiting(() -> {
            throw new AssertionError(Broken.VALUE);
        });
        assertThat(catchThrowable(() -> outer.send(null))).isInstanceOf(ExceptionInInitializerError.class);
        assertThat(outer.state()).isEqualTo(CoroutineState.CLOSED);

        Coroutine<Integer> paused = coroutine(() -> {
            suspend(1);
            return Broken.VALUE;
        });
        paused.send(null);
        assertThat(catchThrowable(() -> paused.send(null))).isInstanceOf(NoClassDefFoundError.class);
        assertThat(paused.state()).isEqualTo(CoroutineState.CLOSED);
    }

    /** A type that an iterator's class names, and that is not there. */
    public static final class Missing {}

    /** An iterator of which a method, which nobody calls, cannot be linked. */
    public static final class WithMissing implements AwaitIterator<Object> {
        private boolean isAtEnd;

        @Override
        public Object next() {
            if (isAtEnd) {
                throw new StopIteration("value");
            }
            isAtEnd = true;
            return "pause";
        }

        public Missing missing() {
            return null;
        }
    }

    /** Loads that class without the type. */
    private static final class WithoutMissing extends ClassLoader {
        WithoutMissing() {
            super(HostileHooksTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(Missing.class.getName())) {
                throw new ClassNotFoundException(name);
            }
            return name.equals(WithMissing.class.getName()) ? define(name) : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] file = in.readAllBytes();
                return defineClass(name, file, 0, file.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void a_method_of_an_iterator_that_cannot_be_linked_does_not_matter() throws Exception {
        AwaitIterator<?> iterator = (AwaitIterator<?>) new WithoutMissing()
                .loadClass(WithMissing.class.getName())
                .getConstructor()
                .newInstance();
        Coroutine<Object> outer = coroutine(() -> {
            Awaitable<?> awaitable = () -> (AwaitIterator) iterator;
            return await(awaitable);
        });
        assertThat(outer.send(null)).isEqualTo("pause");
        assertThat(catchThrowable(() -> outer.send(null)))
                .isInstanceOfSatisfying(
                        StopIteration.class, end -> assertThat(end.value()).isEqualTo("value"));
    }
}
