package dev.pausa.testing;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.async.AsyncSemaphore;
import dev.pausa.async.Channel;
import dev.pausa.async.Promise;
import dev.pausa.async.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DeadlockTest {
    private static String deadlock(Coroutine.Body body) {
        return catchThrowableOfType(DeadlockException.class, () -> TestLoop.run(body))
                .getMessage()
                .replaceAll("at dev\\.pausa\\.\\S+DeadlockTest\\S*\\(DeadlockTest\\.java:\\d+\\)", "at PLACE");
    }

    @Test
    void circles_come_first() {
        String message = deadlock(() -> {
            await(scope(tasks -> {
                List<Task<Void>> both = new ArrayList<>();
                both.add(tasks.start("a", other(both, 1)));
                both.add(tasks.start("b", other(both, 0)));
            }));
        });
        assertThat(message.lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("no task is ready, no timer is set, and nothing from outside"),
                        line -> assertThat(line).isEqualTo("circle: task 'a' waits for task 'b' waits for task 'a'"),
                        line -> assertThat(line).matches("task '.*' waiting for the 2 tasks of its scope, at PLACE"),
                        line -> assertThat(line).isEqualTo("  in its scope:"),
                        line -> assertThat(line).isEqualTo("    task 'a' waiting for task 'b', at PLACE"),
                        line -> assertThat(line).isEqualTo("    task 'b' waiting for task 'a', at PLACE"),
                        line -> assertThat(line).startsWith("If another thread is to end one of these waits"));
    }

    private static Coroutine<Void> other(List<Task<Void>> all, int index) {
        return coroutine(() -> {
            await(checkpoint());
            await(all.get(index));
        });
    }

    @Test
    void each_wait_says_what_for() {
        Channel<String> orders = Channel.bounded(2);
        String message = deadlock(() -> {
            await(scope(tasks -> {
                tasks.start("cook", coroutine(() -> {
                    await(orders.receive());
                }));
                await(new Promise<>());
            }));
        });
        assertThat(message)
                .doesNotContain("circle")
                .contains("waiting for promise, at PLACE\n  in its scope:\n    task 'cook' waiting for receive from ");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Semaphores
    // -----------------------------------------------------------------------------------------------------------------

    private static Coroutine<Void> taking(AsyncSemaphore first, AsyncSemaphore second) {
        return coroutine(() -> {
            await(first.holding(coroutine(() -> {
                await(checkpoint());
                await(second.acquire());
            })));
        });
    }

    private static Coroutine<Void> holding(AsyncSemaphore semaphore, Awaitable<?> work) {
        return coroutine(() -> {
            await(semaphore.holding(work));
        });
    }

    @Test
    void two_mutexes_taken_in_two_orders_are_a_circle() {
        AsyncSemaphore left = new AsyncSemaphore(1);
        AsyncSemaphore right = new AsyncSemaphore(1);
        String message = deadlock(() -> {
            await(scope(tasks -> {
                tasks.start("a", taking(left, right));
                tasks.start("b", taking(right, left));
            }));
        });
        assertThat(message)
                .contains(
                        "\ncircle: task 'a' waits for task 'b' waits for task 'a'\n",
                        "task 'a' waiting for permit of semaphore (0 of 1 free), held by task 'b', at ",
                        "task 'b' waiting for permit of semaphore (0 of 1 free), held by task 'a', at ");
    }

    @Test
    void a_mutex_that_is_taken_twice_is_a_circle() {
        AsyncSemaphore mutex = new AsyncSemaphore(1);
        String message = deadlock(() -> await(mutex.holding(mutex.acquire())));
        assertThat(message).contains("\ncircle: task 'main' waits for task 'main'\n");
    }

    /** The permit goes to the one that waits, without being free in between. */
    @Test
    void who_got_the_permit_from_another_is_the_holder() {
        AsyncSemaphore mutex = new AsyncSemaphore(1);
        Promise<Void> never = new Promise<>();
        String message = deadlock(() -> {
            await(scope(tasks -> {
                tasks.start("first", holding(mutex, checkpoint()));
                tasks.start("second", holding(mutex, never));
                tasks.start("third", holding(mutex, checkpoint()));
            }));
        });
        assertThat(message)
                .contains("task 'third' waiting for permit of semaphore (0 of 1 free), held by task 'second', at ")
                .doesNotContain("circle", "'first'");
    }

    /** The other permit may come back. */
    @Test
    void of_several_holders_all_must_be_in_the_circle() {
        AsyncSemaphore two = new AsyncSemaphore(2);
        AsyncSemaphore other = new AsyncSemaphore(1);
        Promise<Void> never = new Promise<>();
        assertThat(deadlock(three(taking(two, other), holding(two, never), taking(other, two))))
                .contains("task 'c' waiting for permit of semaphore (0 of 2 free), held by task 'a', task 'b', at ")
                .doesNotContain("circle");

        AsyncSemaphore both = new AsyncSemaphore(2);
        AsyncSemaphore another = new AsyncSemaphore(1);
        assertThat(deadlock(three(taking(both, another), taking(both, another), taking(another, both))))
                .contains("\ncircle: task 'a' waits for task 'c' waits for task 'a'\n", "task 'b' waits for task 'c'");
    }

    private static Coroutine.Body three(Coroutine<Void> a, Coroutine<Void> b, Coroutine<Void> c) {
        return () -> await(scope(tasks -> {
            tasks.start("a", a);
            tasks.start("b", b);
            tasks.start("c", c);
        }));
    }

    @Test
    void who_ended_without_giving_the_permit_back_is_named_too() {
        AsyncSemaphore mutex = new AsyncSemaphore(1);
        String message = deadlock(() -> {
            await(scope(tasks -> {
                await(tasks.start("careless", mutex.acquire()));
                tasks.start("later", mutex.acquire());
            }));
        });
        assertThat(message)
                .contains("task 'later' waiting for permit of semaphore (0 of 1 free),"
                        + " held by task 'careless' (which has ended)")
                .doesNotContain("circle");
    }

    @Test
    void permits_come_back_in_any_order() {
        AsyncSemaphore three = new AsyncSemaphore(3);
        List<AsyncSemaphore.Permit> permits = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            permits.add(Objects.requireNonNull(three.tryAcquire()));
        }
        for (int i : new int[] {0, 0, 2, 1}) {
            permits.get(i).close();
        }
        assertThat(three).hasToString("semaphore (3 of 3 free)");
        assertThat(three.tryAcquire()).isNotNull();
        assertThat(three).hasToString("semaphore (2 of 3 free)");
    }

    @Test
    void many_holders_are_not_all_named() {
        AsyncSemaphore four = new AsyncSemaphore(4);
        for (int i = 0; i < 4; i++) {
            four.tryAcquire();
        }
        String message = deadlock(() -> await(four.acquire()));
        assertThat(message)
                .contains("semaphore (0 of 4 free), held by code outside of tasks, code outside of tasks,"
                        + " code outside of tasks, …, at ");
    }

    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void all_tasks_are_closed() {
        List<String> log = new ArrayList<>();
        deadlock(() -> {
            try {
                await(new Promise<>());
            } finally {
                log.add("closed");
            }
        });
        assertThat(log).containsExactly("closed");
    }

    @Test
    void a_root_task_that_does_not_end_after_the_main_task_is_one_too() {
        String message = deadlock(() -> {
            dev.pausa.async.Loop.current().start("stubborn", coroutine(() -> {
                await(new NeverWithdrawn());
            }));
            await(checkpoint());
        });
        assertThat(message).contains("task 'stubborn' waiting for something stubborn, at PLACE");
    }

    /** Does not end, not even when asked. */
    private static final class NeverWithdrawn extends dev.pausa.async.Operation<Void> {
        @Override
        protected void begin(dev.pausa.async.Waker<Void> waker) {}

        @Override
        protected boolean withdraw() {
            return false;
        }

        @Override
        protected boolean isExternal() {
            return false;
        }

        @Override
        public String describe() {
            return "something stubborn";
        }
    }
}
