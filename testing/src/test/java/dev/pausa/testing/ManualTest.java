package dev.pausa.testing;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.all;
import static dev.pausa.async.Async.now;
import static dev.pausa.async.Async.timeoutOr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pausa.Coroutine;
import dev.pausa.async.AsyncSemaphore;
import dev.pausa.async.Promise;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The examples of the package's documentation. */
class ManualTest {
    /** Looks at its balance, writes a line, and sets the balance: unless it is locked, two deposits can be one. */
    private static final class Account {
        private final AsyncSemaphore log = new AsyncSemaphore(2);
        private final AsyncSemaphore lock;
        private int balance;

        Account(int depositsAtOnce) {
            lock = new AsyncSemaphore(depositsAtOnce);
        }

        Account() {
            this(2);
        }

        Coroutine<Void> deposit(int amount) {
            return coroutine("deposit", () -> {
                await(lock.holding(coroutine("add", () -> {
                    int before = balance;
                    await(log.holding(coroutine("write", () -> {})));
                    balance = before + amount;
                })));
            });
        }

        int balance() {
            return balance;
        }
    }

    @Test
    void virtual_time() throws Exception {
        TestLoop.run(() -> {
            Promise<String> answer = new Promise<>();
            String got = await(timeoutOr(Duration.ofHours(1), answer, "no answer")); // takes no time
            assertEquals("no answer", got);
            assertEquals("2000-01-01T01:00:00Z", now().toString());
        });
    }

    @Test
    void exploration() {
        ExplorationError error = catchThrowableOfType(
                ExplorationError.class,
                () -> TestLoop.explore(1000, () -> {
                    Account account = new Account();
                    await(all(account.deposit(1), account.deposit(1)));
                    assertEquals(2, account.balance());
                }));
        assertThat(error.getCause()).hasMessageContaining("expected: <2> but was: <1>");
        assertThat(error.deviations()).isEqualTo(1);
    }

    @Explore(runs = 1000)
    void no_update_is_lost(TestLoop loop) throws Exception {
        Account account = new Account(1);
        loop.drive(() -> {
            await(all(account.deposit(1), account.deposit(1)));
        });
        assertEquals(2, account.balance());
    }
}
