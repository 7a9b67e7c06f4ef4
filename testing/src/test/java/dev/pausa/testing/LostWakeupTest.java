package dev.pausa.testing;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pausa.Coroutine;
import dev.pausa.async.AsyncSemaphore;
import dev.pausa.async.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/**
 * A mailbox that tests whether it is empty, and says only later that it waits: a message that comes between the two
 * wakes nobody. Users of notifications in asyncio and Tokio meet it when something is awaited between the test and the
 * wait.
 */
class LostWakeupTest {
    private static class Mailbox {
        final Deque<String> messages = new ArrayDeque<>();
        final Deque<Promise<Void>> waiting = new ArrayDeque<>();
        final AsyncSemaphore log = new AsyncSemaphore(1);

        void put(String message) {
            messages.add(message);
            Promise<Void> first = waiting.poll();
            if (first != null) {
                first.complete(null);
            }
        }

        Coroutine<Void> write(String line) {
            return coroutine("write", () -> {
                await(log.holding(coroutine(line, () -> {})));
            });
        }

        Coroutine<String> take() {
            return coroutine("take", () -> {
                while (messages.isEmpty()) {
                    await(write("empty, waiting")); // between the test and the wait
                    Promise<Void> bell = new Promise<>();
                    waiting.add(bell);
                    await(bell);
                }
                return messages.remove();
            });
        }
    }

    /** Says first that it waits. */
    private static final class RepairedMailbox extends Mailbox {
        @Override
        Coroutine<String> take() {
            return coroutine("take", () -> {
                while (messages.isEmpty()) {
                    Promise<Void> bell = new Promise<>();
                    waiting.add(bell);
                    await(write("empty, waiting"));
                    await(bell);
                }
                return messages.remove();
            });
        }
    }

    private static Coroutine<Void> exchange(Mailbox mailbox) {
        return coroutine("exchange", () -> {
            await(scope(tasks -> {
                tasks.start("reader", coroutine(() -> {
                    assertThat(await(mailbox.take())).isEqualTo("first");
                    assertThat(await(mailbox.take())).isEqualTo("second");
                }));
                tasks.start("writer", coroutine(() -> {
                    for (String message : new String[] {"first", "second"}) {
                        await(mailbox.write("put " + message));
                        mailbox.put(message);
                    }
                }));
            }));
        });
    }

    @Test
    void the_order_of_a_loop_does_not_show_it() {
        assertThatCode(() -> TestLoop.run(() -> await(exchange(new Mailbox())))).doesNotThrowAnyException();
    }

    @Test
    void it_is_found_as_a_deadlock_replayed_and_shrunk() throws Exception {
        ExplorationError error = found();
        assertThat(error.getCause())
                .isInstanceOf(DeadlockException.class)
                .hasMessageContaining("task 'reader' waiting for promise");
        assertThat(error.deviations()).isBetween(1, 2);
        ExplorationError again = Properties.with(Exploration.SEED, error.seed(), LostWakeupTest::found);
        assertThat(again.getCause()).hasMessage(error.getCause().getMessage());
    }

    private static ExplorationError found() {
        return catchThrowableOfType(
                ExplorationError.class, () -> TestLoop.explore(1000, () -> await(exchange(new Mailbox()))));
    }

    @Test
    void the_repaired_mailbox_passes() throws Exception {
        TestLoop.explore(1000, () -> await(exchange(new RepairedMailbox())));
    }
}
