package dev.pausa.conformance.failing;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.AsyncResource.resource;
import static dev.pausa.AsyncResource.with;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static dev.pausa.Generator.generatorReturning;

import dev.pausa.AsyncGenerator;
import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineObject;
import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/** The kinds of chains that are driven, and what their bodies have noted. */
final class Scenes {
    /** How many bodies have begun, and how many have run their finally blocks. */
    int begun;

    int ended;

    /** What bodies were given that was not theirs. */
    final List<String> wrong = new ArrayList<>();

    /** What the drive that is under way sends. */
    Object sent;

    /** All objects of the chain, the innermost first. */
    final List<CoroutineObject> made = new ArrayList<>();

    /** What a driver raises. */
    static final RuntimeException RAISED = new IllegalStateException("raised");

    static final GeneratorExit EXIT = new GeneratorExit();

    private static final RuntimeException FAIL = new RuntimeException("the body's own");

    private final boolean isForMemory;

    Scenes(boolean isForMemory) {
        this.isForMemory = isForMemory;
    }

    static List<String> names() {
        return List.of(
                "alone",
                "failing",
                "chain",
                "deep",
                "caught",
                "awaitable",
                "generator",
                "yieldFrom",
                "yieldAll",
                "awaited generator",
                "asynchronous generator",
                "with");
    }

    CoroutineObject make(String name) {
        return switch (name) {
            case "alone" -> leaf(3);
            case "failing" -> failing();
            case "chain" -> above(above(leaf(3)));
            case "deep" -> deep(103);
            case "caught" -> catching(above(failing()));
            case "awaitable" -> above(awaiting(counting(3)));
            case "generator" -> numbers();
            case "yieldFrom" -> delegating(numbers());
            case "yieldAll" -> elements();
            case "awaited generator" -> above(awaiting(kept(numbers()).asAwaitable()));
            case "asynchronous generator" -> reading(kept(asynchronous()));
            case "with" -> inBlock();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private <T extends CoroutineObject> T kept(T object) {
        made.add(object);
        return object;
    }

    /** A pause; whatever it gives must be what this drive sends. */
    private void check(Object got) {
        expect(sent, got);
    }

    private void expect(Object wanted, Object got) {
        if (!Objects.equals(wanted, got)) {
            wrong.add(got + " instead of " + wanted);
        }
    }

    private Coroutine<Integer> leaf(int pauses) {
        return kept(coroutine(() -> {
            begun++;
            try {
                for (int i = 0; i < pauses; i++) {
                    check(suspend(i));
                }
                return 7;
            } finally {
                ended++;
            }
        }));
    }

    private Coroutine<Integer> failing() {
        return kept(coroutine(() -> {
            begun++;
            try {
                check(suspend("a"));
                check(suspend("b"));
                throw FAIL;
            } finally {
                ended++;
            }
        }));
    }

    private Coroutine<Integer> above(Coroutine<Integer> inner) {
        return kept(coroutine(() -> {
            begun++;
            try {
                expect(7, await(inner));
                check(suspend("between"));
                return 7;
            } finally {
                ended++;
            }
        }));
    }

    private Coroutine<Integer> deep(int levels) {
        Coroutine<Integer> chain = leaf(2);
        for (int i = 1; i < levels; i++) {
            chain = above(chain);
        }
        return chain;
    }

    private Coroutine<Integer> catching(Coroutine<Integer> inner) {
        return kept(coroutine(() -> {
            begun++;
            try {
                try {
                    await(inner);
                } catch (RuntimeException e) {
                    expect(e == RAISED ? RAISED : FAIL, e);
                }
                check(suspend("caught"));
                return 7;
            } finally {
                ended++;
            }
        }));
    }

    private Coroutine<Integer> awaiting(Awaitable<Integer> awaitable) {
        return kept(coroutine(() -> {
            begun++;
            try {
                await(awaitable);
                check(suspend("after"));
                return 7;
            } finally {
                ended++;
            }
        }));
    }

    /** An awaitable of a user's own. */
    private Awaitable<Integer> counting(int pauses) {
        return () -> new Counting(pauses);
    }

    private final class Counting implements AwaitIterator<Integer> {
        private int left;
        private boolean hasBegun;

        Counting(int pauses) {
            left = pauses;
        }

        @Override
        public Object next() {
            return send(null);
        }

        @Override
        public Object send(Object value) {
            begun += hasBegun ? 0 : 1;
            hasBegun = true;
            if (left-- > 0) {
                return left;
            }
            ended++;
            throw new StopIteration(7);
        }

        @Override
        public Object raise(Throwable exception) {
            ended++;
            throw Scenes.<RuntimeException>as(exception);
        }

        @Override
        public void close() {
            ended++;
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X as(Throwable exception) {
        return (X) exception;
    }

    private Generator<Integer, Object, Integer> numbers() {
        return kept(generatorReturning(g -> {
            begun++;
            try {
                for (int i = 0; i < 3; i++) {
                    check(g.yield(i));
                }
                return 7;
            } finally {
                ended++;
            }
        }));
    }

    private Generator<Integer, Object, Integer> delegating(Generator<Integer, Object, Integer> inner) {
        return kept(generatorReturning(g -> {
            begun++;
            try {
                check(g.yield(0));
                expect(7, g.yieldFrom(inner));
                check(g.yield(9));
                return 7;
            } finally {
                ended++;
            }
        }));
    }

    private Generator<Integer, Object, Void> elements() {
        Iterable<Integer> source = ClosingElements::new;
        return kept(generator(g -> {
            begun++;
            try {
                g.yieldAll(source);
                check(g.yield(9));
            } finally {
                ended++;
            }
        }));
    }

    /** An iterator that must be closed. */
    private final class ClosingElements implements Iterator<Integer>, AutoCloseable {
        private int next;
        private boolean isCounted;

        /** There is always a handler for lack of memory; a call may fail before any has been entered. */
        ClosingElements() {
            if (isForMemory) {
                count();
            }
        }

        private void count() {
            begun += isCounted ? 0 : 1;
            isCounted = true;
        }

        @Override
        public boolean hasNext() {
            count();
            return next < 3;
        }

        @Override
        public Integer next() {
            return next++;
        }

        @Override
        public void close() {
            ended += isCounted ? 1 : 0;
        }
    }

    private AsyncGenerator<Integer, Void> asynchronous() {
        return asyncGenerator(g -> {
            begun++;
            try {
                for (int i = 1; i < 3; i++) {
                    check(suspend("number"));
                    g.yield(i);
                }
            } finally {
                ended++;
            }
        });
    }

    private Coroutine<Integer> reading(AsyncGenerator<Integer, Void> numbers) {
        return kept(coroutine(() -> {
            begun++;
            try {
                while (await(numbers.advance())) {
                    check(suspend(numbers.current()));
                }
                return 7;
            } finally {
                ended++;
            }
        }));
    }

    private Coroutine<Integer> inBlock() {
        return kept(coroutine(() -> {
            begun++;
            try {
                await(with(
                        resource(g -> {
                            begun++;
                            try {
                                check(suspend("enter"));
                                g.yield(1);
                            } finally {
                                ended++;
                            }
                        }),
                        r -> check(suspend("inside"))));
                return 7;
            } finally {
                ended++;
            }
        }));
    }
}
