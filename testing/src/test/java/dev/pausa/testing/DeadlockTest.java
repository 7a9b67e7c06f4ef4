package dev.pausa.testing;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pausa.Coroutine;
import dev.pausa.async.Channel;
import dev.pausa.async.Promise;
import dev.pausa.async.Task;
import java.util.ArrayList;
import java.util.List;
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
