package dev.pausa.conformance.diagnostics;

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
import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Stack traces across awaits, each against the golden text {@code traces/NAME.txt}. */
class AwaitTraceTest extends TraceFixtures {
    AwaitTraceTest(TestInfo test) {
        super(test);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Thrown by a body
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void before_any_pause() {
        check(thrown(() -> load(query(0)).send(null)));
    }

    @Test
    void after_pauses() {
        Coroutine<Object> task = load(query(2));
        task.send(null);
        task.send(null);
        check(thrown(() -> task.send(null)));
    }

    @Test
    void three_levels() {
        Coroutine<Object> task = show(load(query(1)));
        task.send(null);
        check(thrown(() -> task.send(null)));
    }

    @Test
    void awaited_after_a_pause_of_the_awaiter() {
        Coroutine<Object> task = coroutine(() -> {
            suspend("first");
            return await(load(query(0)));
        });
        task.send(null);
        check(thrown(() -> task.send(null)));
    }

    @Test
    void finally_that_throws() {
        Coroutine<Object> task = show(coroutine(() -> {
            try {
                return await(query(1));
            } finally {
                throwing();
            }
        }));
        task.send(null);
        check(thrown(() -> task.send(null)));
    }

    private static void throwing() {
        throw new UnsupportedOperationException("from finally");
    }

    @Test
    void suppressed_in_try_with_resources() {
        Coroutine<Object> task = show(coroutine(() -> {
            try (AutoCloseable closing = AwaitTraceTest::throwing) {
                return await(query(1));
            }
        }));
        task.send(null);
        check(thrown(() -> task.send(null)));
    }

    @Test
    void wrapped_by_an_awaiter() {
        Coroutine<Object> task = show(coroutine(() -> {
            try {
                return await(query(1));
            } catch (IllegalStateException e) {
                throw new IllegalArgumentException("wrapped", e);
            }
        }));
        task.send(null);
        check(thrown(() -> task.send(null)));
    }

    @Test
    void logged_in_the_middle() {
        String[] log = new String[1];
        Coroutine<Object> middle = coroutine(() -> {
            try {
                return await(load(query(1)));
            } catch (IllegalStateException e) {
                log[0] = text.of(e);
                throw e;
            }
        });
        Coroutine<Object> task = show(middle);
        task.send(null);
        Throwable thrown = thrown(() -> task.send(null));
        text.check(name, "logged: " + log[0] + "\nthrown: " + text.of(thrown));
    }

    /** The cause is in the log as well, and one body deep in the chain unwraps it and throws it on. */
    @Test
    void cause_that_is_logged_and_unwrapped() {
        Coroutine<Object> wrapping = coroutine(() -> {
            IllegalStateException own = new IllegalStateException("own");
            suspend(1);
            throw new IllegalArgumentException("wrapped", own);
        });
        String[] log = new String[1];
        Coroutine<Object> unwrapping = coroutine(() -> {
            try {
                return await(load(wrapping));
            } catch (IllegalArgumentException e) {
                log[0] = text.of(e);
                throw CoroutineFixtures.<RuntimeException>sneaky(e.getCause());
            }
        });
        Coroutine<Object> task = show(unwrapping);
        task.send(null);
        Throwable thrown = resume(task);
        text.check(name, "logged: " + log[0] + "\nthrown: " + text.of(thrown));
    }

    private static Coroutine<Object> cleaning(Coroutine<?> inner) {
        return coroutine(() -> {
            try {
                return await(inner);
            } finally {
                suspend("cleaning");
            }
        });
    }

    /**
     * The finally block pauses, so another drive throws on: first after a pause, then where all bodies stand on one
     * stack.
     */
    @Test
    void finally_that_pauses() {
        Coroutine<Object> paused = show(cleaning(load(query(1))));
        paused.send(null);
        paused.send(null);
        Coroutine<Object> direct = show(cleaning(load(query(0))));
        direct.send(null);
        Coroutine<Object> recursive = show(cleaning(cleaning(query(0))));
        recursive.send(null);
        recursive.send(null);
        check(resume(paused), resume(direct), resume(recursive));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Raised in
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void raised_in_at_depth() {
        Coroutine<Object> task = show(load(query(1)));
        task.send(null);
        check(thrown(() -> task.raise(new IllegalArgumentException("raised"))));
    }

    @Test
    void raised_in_and_thrown_again_after_a_pause() {
        Coroutine<Object> task = show(coroutine(() -> {
            try {
                return suspend(1);
            } catch (IllegalArgumentException e) {
                suspend(2);
                throw e;
            }
        }));
        task.send(null);
        task.raise(new IllegalArgumentException("raised"));
        check(thrown(() -> task.send(null)));
    }

    /** The place where it was raised in is not known any more, the body is. */
    @Test
    void raised_in_and_thrown_again_by_a_finally_that_pauses() {
        Coroutine<Object> task = coroutine(() -> {
            try {
                return suspend(1);
            } finally {
                suspend("cleaning");
            }
        });
        task.send(null);
        task.raise(new IllegalArgumentException("raised"));
        check(resume(task));
    }

    @Test
    void exit_becomes_something_else() {
        Coroutine<Object> task = show(load(coroutine(() -> {
            try {
                return suspend(1);
            } catch (GeneratorExit exit) {
                throw new IllegalStateException("while closing", exit);
            }
        })));
        task.send(null);
        check(thrown(() -> {
            task.close();
            return null;
        }));
    }

    @Test
    void raised_into_two_coroutines() {
        Coroutine<Object> first = load(query(1));
        Coroutine<Object> second = show(query(1));
        first.send(null);
        second.send(null);
        IllegalArgumentException shared = new IllegalArgumentException("shared");
        String one = text.of(thrown(() -> first.raise(shared)));
        text.check(name, one + "\nagain: " + text.of(thrown(() -> second.raise(shared))));
    }

    @Test
    void raised_in_at_a_stage() {
        Coroutine<Object> task = show(loadStage(new CompletableFuture<>()));
        task.send(null);
        check(thrown(() -> task.raise(new IllegalArgumentException("raised"))));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Generators, steps, blocks
    // -----------------------------------------------------------------------------------------------------------------

    private static Generator<Object, Object, Object> leaves() {
        return generatorReturning(g -> {
            g.yield(1);
            throw new IllegalStateException("no leaf");
        });
    }

    @Test
    void generator_delegation() {
        Generator<Object, Object, Object> trunk = branch(branch(leaves()));
        trunk.next();
        check(thrown(trunk::next));
    }

    @Test
    void generator_delegated_to_in_the_middle() {
        Generator<Object, Object, Object> begun = leaves();
        begun.next();
        check(thrown(() -> branch(branch(begun)).next()));
    }

    @Test
    void elements_of_a_failing_iterator() {
        Iterable<Object> failing = () -> {
            throw new IllegalStateException("no iterator");
        };
        Generator<Object, Object, Void> all = generator(g -> g.yieldAll(failing));
        check(thrown(all::next));
    }

    private static AsyncGenerator<Object, Object> rows(int pauses) {
        return asyncGenerator(g -> {
            g.yield("row");
            await(query(pauses));
        });
    }

    private static Coroutine<Object> second(AsyncGenerator<Object, Object> rows) {
        return coroutine(() -> {
            await(rows.anext());
            return await(rows.anext());
        });
    }

    @Test
    void step_of_an_async_generator() {
        Coroutine<Object> paused = show(second(rows(1)));
        paused.send(null);
        check(thrown(() -> show(second(rows(0))).send(null)), thrown(() -> paused.send(null)));
    }

    private static Coroutine<Void> inBlock(int pauses) {
        return with(
                resource(g -> {
                    suspend("open");
                    g.yield("resource");
                }),
                opened -> {
                    await(query(pauses));
                });
    }

    @Test
    void block_of_a_with() {
        Coroutine<Object> task = show(inBlock(1));
        task.send(null);
        task.send(null);
        check(thrown(() -> task.send(null)));
    }

    @Test
    void resource_that_throws_on_the_way_out() {
        Coroutine<Object> task = show(with(
                resource(g -> {
                    g.yield("resource");
                    suspend("close");
                    throw new IllegalStateException("cannot close");
                }),
                opened -> {
                    suspend("block");
                }));
        task.send(null);
        task.send(null);
        check(thrown(() -> task.send(null)));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Other threads, stages, foreign iterators
    // -----------------------------------------------------------------------------------------------------------------

    private static <T> T onAnotherThread(Call call) throws Exception {
        @SuppressWarnings("unchecked")
        FutureTask<T> task = new FutureTask<>(() -> {
            try {
                return (T) call.call();
            } catch (Throwable thrown) {
                throw new AssertionError(thrown);
            }
        });
        new Thread(task).start();
        return task.get();
    }

    @Test
    void resumed_on_another_thread() throws Exception {
        Coroutine<Object> task = show(load(query(1)));
        task.send(null);
        check(AwaitTraceTest.<Throwable>onAnotherThread(() -> resume(task)));
    }

    private static IllegalStateException failure() {
        return new IllegalStateException("failed");
    }

    @Test
    void stage_that_has_failed_already() {
        CompletionStage<Object> failed = CompletableFuture.failedStage(failure());
        check(thrown(() -> show(loadStage(failed)).send(null)));
    }

    @Test
    void stage_that_fails_later_on_another_thread() throws Exception {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Coroutine<Object> task = show(loadStage(stage));
        task.send(null);
        onAnotherThread(() -> stage.completeExceptionally(failure()));
        check(thrown(() -> task.send(null)));
    }

    /** Each await of one failure shows itself, not those before it. */
    @Test
    void stage_that_is_awaited_twice() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        stage.completeExceptionally(failure());
        Throwable first = thrown(() -> loadStage(stage).send(null));
        String one = text.of(first);
        Coroutine<Object> task = show(loadStage(stage));
        text.check(name, one + "\nagain: " + text.of(resume(task)));
    }

    /** The body that fails the stage is in a drive of its own, which the failure never leaves. */
    @Test
    void stage_that_another_body_fails() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Coroutine<Object> waiting = show(loadStage(stage));
        waiting.send(null);
        Coroutine<Object> failing = coroutine(() -> {
            suspend(1);
            return stage.completeExceptionally(new IllegalStateException("in a body"));
        });
        failing.send(null);
        failing.step(null);
        check(resume(waiting));
    }

    private static Awaitable<Object> foreign(int pauses) {
        return () -> new AwaitIterator<>() {
            private int left = pauses;

            @Override
            public Object next() {
                if (left-- == 0) {
                    throw new IllegalStateException("foreign");
                }
                return left;
            }
        };
    }

    @Test
    void foreign_iterator_that_throws() {
        Coroutine<Object> paused = show(load(foreign(1)));
        paused.send(null);
        check(thrown(() -> show(load(foreign(0))).send(null)), resume(paused));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Several drives
    // -----------------------------------------------------------------------------------------------------------------

    private static Coroutine<Object> driving(Coroutine<?> inner) {
        return coroutine(() -> {
            while (true) {
                suspend(inner.send(null));
            }
        });
    }

    @Test
    void nested_drives() {
        Coroutine<Object> task = show(driving(load(driving(load(query(1))))));
        task.send(null);
        check(resume(task));
    }

    @Test
    void nested_drives_before_any_pause() {
        check(resume(show(driving(load(driving(load(query(0))))))));
    }

    /** The cause left a drive before; its wrapper leaves another one. */
    @Test
    void cause_from_a_nested_drive() {
        Coroutine<Object> inner = load(query(1));
        Coroutine<Object> task = show(coroutine(() -> {
            try {
                while (true) {
                    suspend(inner.send(null));
                }
            } catch (IllegalStateException e) {
                throw new IllegalArgumentException("wrapped", e);
            }
        }));
        task.send(null);
        check(resume(task));
    }

    /** A helper wraps an exception of the body that drives it, so that it is looked at when the helper's drive ends. */
    @Test
    void own_exception_that_a_helper_wraps() {
        Coroutine<Object> task = show(coroutine(() -> {
            IllegalStateException own = new IllegalStateException("own");
            Coroutine<Object> helper = coroutine(() -> {
                throw new IllegalArgumentException("helper", own);
            });
            suspend(resume(helper));
            throw own;
        }));
        task.send(null);
        check(resume(task));
    }

    private static Awaitable<Object> byHand(Coroutine<Object> inner) {
        return () -> new AwaitIterator<>() {
            @Override
            public Object next() {
                return inner.send(null);
            }

            @Override
            public Object raise(Throwable exception) {
                return inner.raise(exception);
            }
        };
    }

    @Test
    void raised_in_through_a_nested_drive() {
        Coroutine<Object> task = show(byHand(load(query(1))));
        task.send(null);
        check(thrown(() -> task.raise(new IllegalArgumentException("raised"))));
    }
}
