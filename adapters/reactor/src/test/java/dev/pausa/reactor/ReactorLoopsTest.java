package dev.pausa.reactor;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.blocking;
import static dev.pausa.async.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.async.Loop;
import dev.pausa.async.Outcome;
import dev.pausa.async.Promise;
import dev.pausa.async.Task;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Loops on the workers of a scheduler. */
class ReactorLoopsTest {
    private static Coroutine<Set<Thread>> threads() {
        return coroutine(() -> {
            Set<Thread> seen = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                seen.add(Thread.currentThread());
                await(sleep(Duration.ofMillis(1)));
                seen.add(Thread.currentThread());
                await(blocking(() -> {}));
            }
            return seen;
        });
    }

    @Test
    void each_loop_stays_on_one_thread_and_they_are_given_out_in_turn() throws Exception {
        Scheduler scheduler = Schedulers.newParallel("loops", 2);
        try (ReactorLoops loops = new ReactorLoops(scheduler, 2)) {
            Loop first = loops.next();
            Loop second = loops.next();
            assertThat(loops.next()).isSameAs(first).isNotSameAs(second);
            assertThat(first.start(threads()).join()).singleElement();
            assertThat(second.start(threads()).join())
                    .singleElement()
                    .satisfies(thread -> assertThat(thread.getName()).startsWith("loops-"));
        } finally {
            scheduler.dispose();
        }
    }

    @Test
    void closing_them_cancels_their_tasks() {
        Task<Void> task;
        try (ReactorLoops loops = ReactorLoops.parallel()) {
            task = loops.next().start(coroutine(() -> await(new Promise<Void>())));
        }
        assertThat(task.outcome()).isEqualTo(new Outcome.Cancelled<>("the application is closed"));
    }

    @Test
    void there_must_be_one() {
        assertThatThrownBy(() -> new ReactorLoops(Schedulers.parallel(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count must be at least 1: 0");
    }
}
