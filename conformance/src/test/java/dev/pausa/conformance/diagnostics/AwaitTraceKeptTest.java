package dev.pausa.conformance.diagnostics;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * The traces of exceptions that come into a chain from elsewhere, since somebody kept them: each against the golden
 * text {@code traces/NAME.txt}.
 */
class AwaitTraceKeptTest extends TraceFixtures {
    AwaitTraceKeptTest(TestInfo test) {
        super(test);
    }

    private static Coroutine<Object> join(Throwable failure) {
        return coroutine(() -> {
            suspend("join");
            throw CoroutineFixtures.<RuntimeException>sneaky(failure);
        });
    }

    private static Coroutine<Object> logging(Coroutine<?> inner, Consumer<Throwable> log) {
        return coroutine(() -> {
            try {
                return await(inner);
            } catch (Exception e) {
                log.accept(e);
                throw e;
            }
        });
    }

    /** It left the drive of one task, and others throw it, of which one has a part in common with the one before. */
    @Test
    void failure_of_another_task() {
        Coroutine<Object> work = load(query(1));
        work.send(null);
        Throwable failure = resume(work);
        StringBuilder all = new StringBuilder("work: " + text.of(failure));
        Coroutine<Object> first =
                show(logging(join(failure), e -> all.append("\nlogged: ").append(text.of(e))));
        first.send(null);
        Throwable again = resume(first);
        all.append("\nfirst: ").append(text.of(again));
        Coroutine<Object> second = show(join(failure));
        second.send(null);
        Throwable onceMore = resume(second);
        all.append("\nsecond: ").append(text.of(onceMore));
        Coroutine<Object> third = logging(show(join(failure)), e -> {});
        third.send(null);
        Throwable last = resume(third);
        all.append("\nthird: ").append(text.of(last));
        text.check(name, all.toString());
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

    /** A body caught it and gave it away, so that it never left its drive. */
    @Test
    void failure_that_a_body_gave_away() {
        Throwable[] kept = new Throwable[1];
        Coroutine<Object> catching = coroutine(() -> {
            try {
                throw new IllegalStateException("kept");
            } catch (IllegalStateException e) {
                kept[0] = e;
                return null;
            }
        });
        catching.step(null);
        Coroutine<Object> task = show(join(kept[0]));
        task.send(null);
        check(resume(task));
    }

    /** In one drive, too, a body may throw what another one came by. */
    @Test
    void failure_that_an_inner_body_returned() {
        Coroutine<Throwable> trying = coroutine(() -> {
            try {
                await(query(1));
                return null;
            } catch (IllegalStateException e) {
                return e;
            }
        });
        Coroutine<Object> task = show(coroutine(() -> {
            throw CoroutineFixtures.<RuntimeException>sneaky(await(trying));
        }));
        task.send(null);
        check(resume(task));
    }

    /** Made before any drive, and thrown by the body that is driven. */
    @Test
    void constant_that_is_thrown() {
        IllegalStateException constant = new IllegalStateException("constant");
        Coroutine<Object> paused = join(constant);
        paused.send(null);
        String once = text.of(resume(paused));
        Throwable direct = thrown(() -> show(coroutine(() -> {
                    throw constant;
                }))
                .send(null));
        text.check(name, once + "\nagain: " + text.of(direct));
    }

    /**
     * As drivers do that cancel with one preallocated object: it shows the last chain that it came through, and no
     * other.
     */
    @Test
    void raised_in_and_thrown_a_thousand_times() {
        IllegalArgumentException shared = new IllegalArgumentException("shared");
        Coroutine<Object> first = show(query(1));
        first.send(null);
        int once = thrown(() -> first.raise(shared)).getStackTrace().length;
        for (int i = 0; i < 1_000; i++) {
            Coroutine<Object> task = i % 2 == 0 ? show(load(query(1))) : show(cleaning(join(shared)));
            task.send(null);
            if (i % 2 == 0) {
                thrown(() -> task.raise(shared));
            } else {
                task.raise(shared);
                resume(task);
            }
        }
        Coroutine<Object> last = show(query(1));
        last.send(null);
        StackTraceElement[] trace = thrown(() -> last.raise(shared)).getStackTrace();
        assertThat(trace).hasSize(once);
        assertThat(trace).noneMatch(element -> element.getMethodName().matches("load|cleaning|join"));
    }
}
