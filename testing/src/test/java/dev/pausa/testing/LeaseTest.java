package dev.pausa.testing;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.now;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pausa.Coroutine;
import dev.pausa.async.AsyncSemaphore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two replicas that take turns as the leader by a lease. One looks whether its lease holds, and then writes; a pause
 * between the two, of the collector for instance, and it writes into the other's term. Locks with a time to live have
 * that, unless each write carries a fencing number.
 */
class LeaseTest {
    private static final Duration TERM = Duration.ofMillis(100);

    private static class Store {
        final AsyncSemaphore disk = new AsyncSemaphore(10);
        final List<Integer> terms = new ArrayList<>();
        Instant until = Instant.MIN;
        int term;

        /** Returns the number of the new term; 0 if there is a leader. */
        int lead() {
            if (now().isBefore(until)) {
                return 0;
            }
            until = now().plus(TERM);
            return ++term;
        }

        boolean accepts(int fencing) {
            return true;
        }

        Coroutine<Void> write(int fencing) {
            return coroutine("write", () -> {
                await(disk.holding(coroutine("block", () -> {
                    if (accepts(fencing)) {
                        terms.add(fencing);
                    }
                })));
            });
        }
    }

    /** Refuses what was written in a term that has ended. */
    private static final class FencingStore extends Store {
        @Override
        boolean accepts(int fencing) {
            return fencing == term;
        }
    }

    private static Coroutine<Void> replica(Store store) {
        return coroutine("replica", () -> {
            for (int i = 0; i < 3; i++) {
                int term = store.lead();
                if (term != 0 && now().isBefore(store.until)) {
                    await(store.write(term));
                }
                await(sleep(TERM));
            }
        });
    }

    private static Coroutine<Void> protocol(Store store) {
        return coroutine("protocol", () -> {
            await(scope(replicas -> {
                replicas.start("replica a", replica(store));
                replicas.start("replica b", replica(store));
            }));
            assertThat(store.terms).isSorted();
        });
    }

    private static ExplorationError found() {
        return catchThrowableOfType(
                ExplorationError.class,
                () -> TestLoop.with().stalls(TERM.multipliedBy(2)).explore(1000, () -> await(protocol(new Store()))));
    }

    @Test
    @Rule("T2")
    void a_timer_that_comes_before_a_ready_task_shows_it() throws Exception {
        ExplorationError error = found();
        assertThat(error.order()).contains(Order.TIME);
        assertThat(error.deviations()).isBetween(1, 5);
        ExplorationError again = Properties.with(Exploration.SEED, error.seed(), LeaseTest::found);
        assertThat(again.order()).isEqualTo(error.order());
    }

    @Test
    void it_is_not_there_while_no_task_is_late() throws Exception {
        TestLoop.explore(1000, () -> await(protocol(new Store())));
    }

    @Test
    void fencing_repairs_it() throws Exception {
        TestLoop.with().stalls(TERM.multipliedBy(2)).explore(1000, () -> await(protocol(new FencingStore())));
    }
}
