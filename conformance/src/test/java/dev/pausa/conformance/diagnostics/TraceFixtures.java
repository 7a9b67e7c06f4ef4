package dev.pausa.conformance.diagnostics;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generatorReturning;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.TestInfo;

/** What the tests of stack traces share: bodies that fail, and the golden texts. */
abstract class TraceFixtures {
    final TraceText text;
    final String name;

    TraceFixtures(TestInfo test) {
        this.text = new TraceText(
                TraceFixtures.class, test.getTestMethod().orElseThrow().getDeclaringClass());
        this.name = test.getTestMethod().orElseThrow().getName();
    }

    void check(Throwable... thrown) {
        StringBuilder all = new StringBuilder();
        for (Throwable each : thrown) {
            all.append(all.length() == 0 ? "" : "\n").append(text.of(each));
        }
        text.check(name, all.toString());
    }

    @FunctionalInterface
    interface Call {
        Object call() throws Throwable;
    }

    static Throwable thrown(Call call) {
        try {
            return new AssertionError("gave " + call.call());
        } catch (Throwable thrown) {
            return thrown;
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Bodies
    // -----------------------------------------------------------------------------------------------------------------

    static Coroutine<Object> query(int pauses) {
        return coroutine(() -> {
            for (int i = 0; i < pauses; i++) {
                suspend(i);
            }
            throw new IllegalStateException("no row");
        });
    }

    static Coroutine<Object> load(Awaitable<?> query) {
        return coroutine(() -> {
            Object row = await(query);
            return "loaded " + row;
        });
    }

    static Coroutine<Object> show(Awaitable<?> load) {
        return coroutine(() -> {
            Object loaded = await(load);
            return "shown " + loaded;
        });
    }

    static Coroutine<Object> loadStage(CompletionStage<?> stage) {
        return coroutine(() -> {
            Object row = await(stage);
            return "loaded " + row;
        });
    }

    static Throwable resume(Coroutine<?> task) {
        return thrown(() -> task.send(null));
    }

    static Coroutine<Object> ignoring() {
        return coroutine(() -> {
            try {
                return suspend(1);
            } finally {
                suspend(2);
            }
        });
    }

    static Generator<Object, Object, Object> branch(Generator<Object, Object, Object> inner) {
        return generatorReturning(g -> g.yieldFrom(inner));
    }
}
