package dev.pausa.testing;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pausa.Coroutine;
import dev.pausa.async.AsyncSemaphore;
import dev.pausa.async.Task;
import dev.pausa.async.TaskScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Orders by priorities that change at few points. */
class PrioritiesTest {
    private static final List<String> THREE = List.of("a", "b", "c");

    private static Priorities priorities(long seed, int depth, int length) {
        return new Priorities(Seed.walk(seed).random(0), depth, length);
    }

    private static String choice(Priorities order, List<String> ready) {
        return ready.get(order.choose(ready));
    }

    @Test
    @Rule("T2")
    void with_depth_1_one_task_runs_as_long_as_it_can_and_any_may_be_it() {
        Set<String> firsts = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            Priorities order = priorities(seed, 1, 100);
            String first = choice(order, THREE);
            firsts.add(first);
            for (int i = 0; i < 50; i++) {
                assertThat(choice(order, THREE)).isEqualTo(first);
            }
        }
        assertThat(firsts).containsExactlyInAnyOrderElementsOf(THREE);
    }

    @Test
    @Rule("T2")
    void a_checkpoint_lowers_the_priority_below_all() {
        for (long seed = 0; seed < 100; seed++) {
            Priorities order = priorities(seed, 3, 1_000_000);
            List<String> row = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                row.add(choice(order, THREE));
                order.givingWay(row.get(i));
            }
            assertThat(row.subList(0, 3)).containsExactlyInAnyOrderElementsOf(THREE);
            assertThat(row.subList(3, 6)).isEqualTo(row.subList(0, 3));
        }
    }

    @Test
    @Rule("T2")
    void the_running_task_falls_at_as_many_points_as_the_depth_says_within_the_measured_length() {
        Map<Integer, Integer> changes = new HashMap<>();
        for (long seed = 0; seed < 1000; seed++) {
            Priorities order = priorities(seed, 3, 20);
            String last = choice(order, THREE);
            int count = 0;
            for (int i = 1; i < 1000; i++) {
                String next = choice(order, THREE);
                count += next.equals(last) ? 0 : 1;
                assertThat(next.equals(last) || i < 20).isTrue();
                last = next;
            }
            changes.merge(count, 1, Integer::sum);
        }
        assertThat(changes.keySet()).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(changes.get(2)).isGreaterThan(800); // else two points are one, or the first choice
    }

    @Test
    @Rule("T2")
    void the_length_is_measured_anew_in_each_run() {
        List<Seed> seeds = new ArrayList<>();
        int[] length = {3};
        catchThrowableOfType(
                ExplorationError.class,
                () -> new Exploration(TestLoop.with(), "length", loop -> {
                            seeds.add(Seed.parse(loop.seed()));
                            int steps = length[0];
                            length[0] *= 2;
                            loop.drive(() -> await(pair(steps)));
                        })
                        .explore(9));
        assertThat(seeds)
                .filteredOn(seed -> seed.kind() == Seed.Kind.PCT)
                .extracting(Seed::length)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    private static Coroutine<Void> pair(int checkpoints) {
        return coroutine(() -> {
            await(scope(tasks -> {
                for (String name : List.of("one", "other")) {
                    tasks.start(name, coroutine(() -> {
                        for (int i = 0; i < checkpoints; i++) {
                            await(checkpoint());
                        }
                    }));
                }
            }));
        });
    }

    @Test
    @Rule("T2")
    void one_that_waits_by_checkpoints_lets_the_other_run_in_all_orders() {
        assertThatCode(() -> TestLoop.with().limit(10_000).explore(300, () -> {
                    boolean[] isSet = {false};
                    await(scope(tasks -> {
                        tasks.start("waiting", coroutine(() -> {
                            while (!isSet[0]) {
                                await(checkpoint());
                            }
                        }));
                        tasks.start("setting", coroutine(() -> {
                            isSet[0] = true;
                        }));
                    }));
                }))
                .doesNotThrowAnyException();
    }

    @Test
    @Rule("T2")
    void one_that_goes_on_for_long_without_a_checkpoint_lets_the_other_run_too() {
        assertThatCode(() -> TestLoop.with().limit(100_000).explore(10, () -> {
                    boolean[] isSet = {false};
                    AsyncSemaphore free = new AsyncSemaphore(1);
                    await(scope(tasks -> {
                        tasks.start("waiting", coroutine(() -> {
                            while (!isSet[0]) {
                                await(free.holding(coroutine(() -> {})));
                            }
                        }));
                        tasks.start("setting", coroutine(() -> {
                            isSet[0] = true;
                        }));
                    }));
                }))
                .doesNotThrowAnyException();
    }

    @Test
    @Rule("T2")
    void the_end_of_a_cancel_is_a_choice() throws Exception {
        Set<List<String>> orders = new HashSet<>();
        TestLoop.explore(100, () -> {
            List<String> log = new ArrayList<>();
            await(scope(tasks -> {
                Task<Void> one = tasks.start("one", logged("one", log, tasks));
                Task<Void> other = tasks.start("other", logged("other", log, tasks));
                await(checkpoint());
                one.cancel("enough");
                other.cancel("enough");
            }));
            orders.add(log);
        });
        assertThat(orders).contains(List.of("one", "other"), List.of("other", "one"));
    }

    private static Coroutine<Void> logged(String name, List<String> log, TaskScope tasks) {
        return coroutine(() -> {
            try {
                await(new dev.pausa.async.Promise<>());
            } finally {
                log.add(name);
            }
        });
    }

    /**
     * A task must be held up at its first step of many while another one does all of its own: a walk hardly ever does
     * that.
     */
    @Test
    @Rule("T2")
    void a_rare_order_of_a_long_run_is_found_by_priorities_alone() throws Exception {
        int walks = 0;
        int priorities = 0;
        for (int i = 0; i < 200; i++) {
            walks += fails(Seed.walk(i)) ? 1 : 0;
            priorities += fails(Seed.pct(i, 2, 80)) ? 1 : 0;
        }
        assertThat(walks).isZero();
        assertThat(priorities).isPositive();
    }

    private static boolean fails(Seed seed) throws InterruptedException {
        return Trial.of(TestLoop.with(), seed, seed.order(), loop -> loop.drive(() -> await(held())))
                        .failure()
                != null;
    }

    private static Coroutine<Void> held() {
        return coroutine(() -> {
            AsyncSemaphore free = new AsyncSemaphore(2);
            int[] steps = {0, 0};
            await(scope(tasks -> {
                for (int me = 0; me < 2; me++) {
                    int mine = me;
                    tasks.start("task " + me, coroutine(() -> {
                        for (int i = 0; i < 40; i++) {
                            await(free.holding(coroutine(() -> {})));
                            steps[mine]++;
                            assertThat(steps[0] == 40 && steps[1] == 1).isFalse();
                        }
                    }));
                }
            }));
        });
    }
}
