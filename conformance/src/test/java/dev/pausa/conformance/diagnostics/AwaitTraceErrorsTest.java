package dev.pausa.conformance.diagnostics;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generatorReturning;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import dev.pausa.diagnostics.Diagnostics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The traces of the library's own errors, each against the golden text {@code traces/NAME.txt}; and traces that are left alone. */
class AwaitTraceErrorsTest extends TraceFixtures {
    AwaitTraceErrorsTest(TestInfo test) {
        super(test);
    }

    /** The error stands behind a body that is awaited, and not above the library. */
    @Test
    void first_value_is_refused_in_a_body() {
        Coroutine<Object> task = show(coroutine(() -> {
            suspend(1);
            return query(1).send("too early");
        }));
        task.send(null);
        check(resume(task));
    }

    @Test
    void errors_begin_at_the_callers_code() {
        Coroutine<?>[] self = new Coroutine<?>[1];
        self[0] = show(coroutine(() -> self[0].send(null)));
        Coroutine<Object> awaited = query(1);
        load(awaited).send(null);
        Coroutine<Object> finished = coroutine(() -> 1);
        finished.step(null);
        Coroutine<Object> ignoring = ignoring();
        ignoring.send(null);
        check(
                thrown(() -> self[0].send(null)),
                thrown(() -> load(awaited).send(null)),
                thrown(() -> finished.send(null)),
                thrown(() -> load(finished).send(null)),
                thrown(() -> {
                    ignoring.close();
                    return null;
                }));
    }

    @Test
    void ignored_exit_at_depth() {
        Coroutine<Object> task = show(load(ignoring()));
        task.send(null);
        check(thrown(() -> {
            task.close();
            return null;
        }));
    }

    @Test
    void ignored_exit_of_an_async_generator() {
        AsyncGenerator<Object, Object> ignoring = asyncGenerator(g -> {
            try {
                g.yield(1);
            } finally {
                g.yield(2);
            }
        });
        Coroutine<Object> task = coroutine(() -> {
            await(ignoring.anext());
            await(ignoring.aclose());
            return null;
        });
        check(resume(show(task)));
    }

    @Test
    void awaited_one_was_finished_behind_the_back() {
        Coroutine<Object> inner = coroutine(() -> suspend(1));
        Coroutine<Object> task = show(load(inner));
        task.send(null);
        inner.step(null);
        check(resume(task));
    }

    @Test
    void generator_that_delegates_to_itself() {
        Generator<?, ?, ?>[] self = new Generator<?, ?, ?>[1];
        Generator<Object, Object, Object> inner = generatorReturning(g -> {
            @SuppressWarnings("unchecked")
            Generator<Object, Object, Object> outer = (Generator<Object, Object, Object>) self[0];
            return g.yieldFrom(outer);
        });
        self[0] = branch(inner);
        check(thrown(() -> self[0].next()));
    }

    @Test
    void await_of_nothing() {
        check(resume(show(load(null))));
    }

    @Test
    void stop_iteration() {
        Coroutine<Object> stopping = coroutine(() -> {
            suspend(1);
            throw new StopIteration("stop");
        });
        Coroutine<Object> task = show(load(stopping));
        task.send(null);
        Coroutine<Object> ended = coroutine(() -> "value");
        check(resume(task), resume(ended));
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Left alone
    // ------------------------------------------------------------------------------------------------------------------

    private static Coroutine<Object> throwing(Throwable exception) {
        return coroutine(() -> {
            suspend(1);
            throw CoroutineFixtures.<RuntimeException>sneaky(exception);
        });
    }

    @Test
    void without_a_writable_trace() {
        Throwable bare = new Throwable("bare", null, false, false) {
            private static final long serialVersionUID = 1L;
        };
        Coroutine<Object> task = show(load(throwing(bare)));
        task.send(null);
        assertThat(resume(task)).isSameAs(bare);
        assertThat(bare.getStackTrace()).isEmpty();
        assertThat(bare.getSuppressed()).isEmpty();
        assertThat(bare.getCause()).isNull();
    }

    @Test
    void switched_off() {
        Coroutine<Object> task = show(load(query(1)));
        task.send(null);
        Coroutine<Object> raised = show(load(query(1)));
        raised.send(null);
        IllegalArgumentException given = new IllegalArgumentException("raised");
        StackTraceElement[] before = given.getStackTrace();
        Diagnostics.setAwaitTraces(false);
        try {
            StackTraceElement[] trace = resume(task).getStackTrace();
            assertThat(trace[0].getMethodName()).isEqualTo("query");
            assertThat(trace).anyMatch(element -> element.getClassName().equals("dev.pausa.frame.Handle"));
            assertThat(trace).noneMatch(element -> element.getClassName().contains("$load$"));
            assertThat(thrown(() -> raised.raise(given)).getStackTrace()).isEqualTo(before);
            assertThat(resume(task).getStackTrace()[0].getClassName()).startsWith("dev.pausa.frame.");
        } finally {
            Diagnostics.setAwaitTraces(true);
        }
    }

    /** All the way down and up again, and the trace still ends, with the driver. */
    @Test
    void hundred_thousand_awaits() {
        Coroutine<Object> task = query(1);
        for (int i = 0; i < 100_000; i++) {
            task = load(task);
        }
        task.send(null);
        StackTraceElement[] trace = resume(task).getStackTrace();
        assertThat(trace).hasSizeBetween(1_000, 2_048);
        assertThat(trace[0].getMethodName()).isEqualTo("query");
        assertThat(trace[1].getMethodName()).isEqualTo("load");
        assertThat(trace).anyMatch(element -> element.getMethodName().equals("hundred_thousand_awaits"));
    }
}
