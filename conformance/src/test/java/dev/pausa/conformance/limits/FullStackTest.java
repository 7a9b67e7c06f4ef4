package dev.pausa.conformance.limits;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generatorReturning;
import static dev.pausa.conformance.fixtures.AwaitFixtures.raisedBy;
import static dev.pausa.conformance.limits.Stacks.SMALL;
import static dev.pausa.conformance.limits.Stacks.inThread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineObject;
import dev.pausa.CoroutineState;
import dev.pausa.Generator;
import dev.pausa.Step;
import dev.pausa.StopIteration;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A drive that comes where the stack is nearly full. It may fail with a StackOverflowError at any call, also at one of
 * the library's own, between the end of one body and the resume of the next. Whatever was lost by that, afterwards no
 * object stays RUNNING, no body gets a wrong value, and each {@code finally} block runs once.
 *
 * <p>Each test drives the same kind of object from all places around the end of a small stack.
 */
class FullStackTest {
    /** So many calls before and after the one where the drive begins to fail. */
    private static final int AROUND = 30;

    private static final int PADS = 3;

    /**
     * How many bodies have run their finally blocks. Not private, as the next: what bodies do here must not need much
     * of the stack itself.
     */
    int ended;

    /** How many values were not what they should have been. */
    int wrong;

    /** One kind of object. */
    private abstract static class Kind<T extends CoroutineObject> {
        /** How many bodies it consists of. */
        final int bodies;

        Kind(int bodies) {
            this.bodies = bodies;
        }

        /** Makes the innermost one. */
        abstract T innermost();

        /** Makes one that awaits or delegates to another. */
        abstract T above(T inner);

        T chain() {
            T made = innermost();
            for (int i = 1; i < bodies; i++) {
                made = above(made);
            }
            return made;
        }

        /** Makes one that is paused. */
        T make() {
            T made = chain();
            begin(made);
            return made;
        }

        abstract void begin(T object);

        /** Whether all bodies have begun, so that their finally blocks must run. */
        boolean hasBegun() {
            return true;
        }

        /** The drive that is done where there is no room. */
        abstract void drive(T object);

        /** A drive that leads on to the end. */
        abstract void goOn(T object);

        /** Checks what is left when it has ended. */
        void check() {}
    }

    // -----------------------------------------------------------------------------------------------------------------
    // All places around the end of the stack
    // -----------------------------------------------------------------------------------------------------------------

    private <T extends CoroutineObject> void check(Kind<T> kind) throws Exception {
        inThread(SMALL, () -> {
            assertThat(overflows(kind, 0, 0)).isFalse(); // and all classes are loaded
            for (int pad = 0; pad < PADS; pad++) {
                int depth = Math.max(0, firstThatFails(kind) - AROUND);
                for (int failed = 0;
                        failed < AROUND;
                        depth++) { // the limit moves: compiled code needs less of the stack
                    failed += overflows(kind, pad, depth) ? 1 : 0;
                }
            }
            return null;
        });
    }

    private <T extends CoroutineObject> int firstThatFails(Kind<T> kind) {
        int works = 0;
        int fails = 1 << 16;
        while (fails - works > 1) {
            int depth = (works + fails) / 2;
            if (overflows(kind, 0, depth)) {
                fails = depth;
            } else {
                works = depth;
            }
        }
        return fails;
    }

    /**
     * Drives a new object at a depth, then to its end from here, where there is room. Returns whether the first drive
     * failed.
     */
    private <T extends CoroutineObject> boolean overflows(Kind<T> kind, int pad, int depth) {
        T object = kind.make();
        ended = 0;
        wrong = 0;
        boolean isFull = false;
        try {
            padded(pad, depth, () -> kind.drive(object));
        } catch (StackOverflowError full) {
            isFull = true;
        }
        assertThat(object.state()).isNotEqualTo(CoroutineState.RUNNING);
        for (int i = 0; i < 20 && object.state() != CoroutineState.CLOSED; i++) {
            try {
                kind.goOn(object);
            } catch (StackOverflowError lost) {
                assertThat(lost).hasMessageContaining("the outcome of an await is lost");
            }
        }
        assertThat(object.state()).isEqualTo(CoroutineState.CLOSED);
        assertThat(ended).isBetween(kind.hasBegun() ? kind.bodies : 0, kind.bodies);
        assertThat(wrong).isZero();
        kind.check();
        return isFull;
    }

    /** Calls at a depth, on a frame that is a little larger than another pad's. */
    private static void padded(int pad, int depth, Runnable action) {
        switch (pad) {
            case 0 -> called(depth, action);
            case 1 -> called(depth, action, 1);
            default -> called(depth, action, 1, 2);
        }
    }

    private static void called(int depth, Runnable action, long a) {
        called(depth, action);
        assertThat(a).isPositive();
    }

    private static void called(int depth, Runnable action, long a, long b) {
        called(depth, action);
        assertThat(a + b).isPositive();
    }

    private static void called(int depth, Runnable action) {
        if (depth == 0) {
            action.run();
        } else {
            called(depth - 1, action);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Coroutines
    // -----------------------------------------------------------------------------------------------------------------

    private abstract class Coroutines extends Kind<Coroutine<Integer>> {
        private final int pauses;

        Coroutines(int bodies, int pauses) {
            super(bodies);
            this.pauses = pauses;
        }

        @Override
        Coroutine<Integer> innermost() {
            return leaf(pauses);
        }

        @Override
        Coroutine<Integer> above(Coroutine<Integer> inner) {
            return awaiting(inner);
        }

        @Override
        void begin(Coroutine<Integer> object) {
            object.send(null);
        }

        @Override
        void goOn(Coroutine<Integer> object) {
            object.step(1);
        }
    }

    private Coroutine<Integer> leaf(int pauses) {
        return coroutine(() -> {
            try {
                for (int i = 0; i < pauses; i++) {
                    expect(1, suspend(i));
                }
                return 7;
            } finally {
                ended++;
            }
        });
    }

    private Coroutine<Integer> awaiting(Coroutine<Integer> inner) {
        return coroutine(() -> {
            try {
                expect(7, await(inner));
                expect(1, suspend("between"));
                return 7;
            } finally {
                ended++;
            }
        });
    }

    void expect(Object wanted, Object got) {
        wrong += wanted.equals(got) ? 0 : 1;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void resumed_to_the_next_pause(int bodies) throws Exception {
        check(new Coroutines(bodies, 3) {
            @Override
            void drive(Coroutine<Integer> object) {
                object.send(1);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void resumed_to_the_end_of_the_innermost(int bodies) throws Exception {
        check(new Coroutines(bodies, 1) {
            @Override
            void drive(Coroutine<Integer> object) {
                try {
                    object.send(1);
                } catch (StopIteration end) {
                    expect(7, end.value());
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void raised_into(int bodies) throws Exception {
        check(new Coroutines(bodies, 3) {
            @Override
            void drive(Coroutine<Integer> object) {
                try {
                    object.raise(new CompletionException(null));
                    wrong++;
                } catch (CompletionException raised) {
                    expect(CoroutineState.CLOSED, object.state());
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void closed(int bodies) throws Exception {
        check(new Coroutines(bodies, 3) {
            @Override
            void drive(Coroutine<Integer> object) {
                object.close();
            }
        });
    }

    /** A body whose beginning failed has not begun, or has ended. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void begun(int bodies) throws Exception {
        check(new Coroutines(bodies, 1) {
            @Override
            boolean hasBegun() {
                return false;
            }

            @Override
            Coroutine<Integer> make() {
                return chain();
            }

            @Override
            void drive(Coroutine<Integer> object) {
                expect(0, object.send(null));
            }

            @Override
            void goOn(Coroutine<Integer> object) {
                object.step(object.state() == CoroutineState.CREATED ? null : 1);
            }
        });
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Generators
    // -----------------------------------------------------------------------------------------------------------------

    private abstract class Generators extends Kind<Generator<Integer, Void, Integer>> {
        private final int yields;

        Generators(int bodies, int yields) {
            super(bodies);
            this.yields = yields;
        }

        @Override
        Generator<Integer, Void, Integer> innermost() {
            return yielding(yields);
        }

        @Override
        Generator<Integer, Void, Integer> above(Generator<Integer, Void, Integer> inner) {
            return delegating(inner);
        }

        @Override
        void begin(Generator<Integer, Void, Integer> object) {
            object.next();
        }

        @Override
        void goOn(Generator<Integer, Void, Integer> object) {
            try {
                object.next();
            } catch (NoSuchElementException end) {
                assertThat(object.state()).isEqualTo(CoroutineState.CLOSED);
            }
        }
    }

    private Generator<Integer, Void, Integer> yielding(int yields) {
        return generatorReturning(g -> {
            try {
                for (int i = 0; i < yields; i++) {
                    g.yield(i);
                }
                return 7;
            } finally {
                ended++;
            }
        });
    }

    private Generator<Integer, Void, Integer> delegating(Generator<Integer, Void, Integer> inner) {
        return generatorReturning(g -> {
            try {
                expect(7, g.yieldFrom(inner));
                g.yield(-1);
                return 7;
            } finally {
                ended++;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void next_element(int bodies) throws Exception {
        check(new Generators(bodies, 3) {
            @Override
            void drive(Generator<Integer, Void, Integer> object) {
                expect(1, object.next());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void next_element_after_the_end_of_the_innermost(int bodies) throws Exception {
        check(new Generators(bodies, 1) {
            @Override
            void drive(Generator<Integer, Void, Integer> object) {
                if (object.hasNext()) {
                    expect(-1, object.next());
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void generator_closed(int bodies) throws Exception {
        check(new Generators(bodies, 3) {
            @Override
            void drive(Generator<Integer, Void, Integer> object) {
                object.close();
            }
        });
    }

    /** An overflow of the body's own is an exception like any other. */
    @Test
    void what_a_body_threw_is_kept() {
        StackOverflowError own = new StackOverflowError("own");
        Generator<Integer, Void, Integer> generator = generatorReturning(g -> {
            g.yield(1);
            throw own;
        });
        generator.setName("deep");
        generator.next();
        assertThat(raisedBy(generator::next)).isSameAs(own);
        assertThat(generator.name()).isEqualTo("deep");
        assertThat(raisedBy(generator::result))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(own);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Asynchronous generators
    // -----------------------------------------------------------------------------------------------------------------

    private AsyncGenerator<Integer, Void> numbers() {
        return asyncGenerator(g -> {
            for (int i = 1; i < 4; i++) {
                expect(1, suspend("number"));
                g.yield(i);
            }
        });
    }

    private Coroutine<Integer> reading(AsyncGenerator<Integer, Void> numbers) {
        return coroutine(() -> {
            try {
                int sum = 0;
                while (await(numbers.advance())) {
                    sum += numbers.current();
                }
                return sum;
            } finally {
                ended++;
            }
        });
    }

    @Test
    void step_of_an_asynchronous_generator() throws Exception {
        check(new Coroutines(1, 0) {
            private AsyncGenerator<Integer, Void> numbers;

            @Override
            Coroutine<Integer> innermost() {
                numbers = numbers();
                return reading(numbers);
            }

            @Override
            void drive(Coroutine<Integer> object) {
                expect("number", object.send(1));
            }

            @Override
            void check() {
                assertThat(numbers.isRunningStep()).isFalse();
                assertThat(coroutine(() -> await(numbers.aclose())).step(null)).isEqualTo(new Step.Returned<>(null));
            }
        });
    }
}
