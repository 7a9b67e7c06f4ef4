package dev.pausa.testing;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.scope;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShrinkingTest {
    private static final int STEPS = 20;

    /** Three tasks of many steps; fails as it is told. */
    private static RunBody body(Failing failing) {
        return loop -> loop.drive(() -> {
            List<String> log = new ArrayList<>();
            await(scope(tasks -> {
                for (String name : List.of("a", "b", "c")) {
                    tasks.start(name, coroutine(() -> {
                        for (int i = 0; i < STEPS; i++) {
                            log.add(name + i);
                            await(checkpoint());
                        }
                    }));
                }
            }));
            failing.check(log);
        });
    }

    private interface Failing {
        void check(List<String> log);
    }

    private static Trial walk(RunBody body) throws InterruptedException {
        Seed seed = Seed.walk(1);
        return Trial.of(TestLoop.with(), seed, seed.order(), body);
    }

    /** Returns the first walk that fails with an IllegalStateException. */
    private static Trial firstFailure(RunBody body) throws InterruptedException {
        for (int i = 0; ; i++) {
            Seed seed = Seed.walk(i);
            Trial trial = Trial.of(TestLoop.with(), seed, seed.order(), body);
            if (trial.failure() instanceof IllegalStateException) {
                return trial;
            }
        }
    }

    private static long deviations(Trial trial) {
        return trial.decisions().stream().filter(Decision::isDeviation).count();
    }

    @Test
    void of_many_decisions_the_one_that_matters_is_left() throws Exception {
        RunBody body = body(log -> {
            if (log.indexOf("c0") < log.indexOf("a0")) {
                throw new IllegalStateException("c before a");
            }
        });
        Trial failed = firstFailure(body);
        assertThat(deviations(failed)).isGreaterThan(20);
        Trial shrunk = new Shrinking(TestLoop.with(), body).shrink(failed);
        assertThat(shrunk.failure()).hasMessage("c before a");
        assertThat(deviations(shrunk)).isEqualTo(1);
        assertThat(OrderText.of(shrunk.decisions()))
                .contains("    c    <- decided, not a\n")
                .contains(" resumes in the loop's own order\n");
    }

    @Test
    void what_fails_always_needs_no_decision() throws Exception {
        RunBody body = body(log -> {
            throw new IllegalStateException("always");
        });
        assertThat(deviations(new Shrinking(TestLoop.with(), body).shrink(walk(body))))
                .isZero();
    }

    @Test
    void another_failure_is_not_taken_for_the_same() throws Exception {
        RunBody body = body(log -> {
            if (log.indexOf("c0") < log.indexOf("a0")) {
                throw new IllegalStateException("c before a");
            }
            throw new IllegalArgumentException("a before c");
        });
        Trial failed = firstFailure(body);
        assertThat(new Shrinking(TestLoop.with(), body).shrink(failed).failure())
                .hasMessage("c before a");
    }

    @Test
    void it_gives_up_after_so_many_runs() throws Exception {
        int[] runs = {0};
        RunBody body = body(log -> {
            if (runs[0]++ == 0) {
                throw new IllegalStateException("once");
            }
        });
        Trial failed = walk(body);
        assertThat(new Shrinking(TestLoop.with(), body).shrink(failed)).isSameAs(failed);
        assertThat(runs[0]).isBetween(100, 2001);
    }
}
