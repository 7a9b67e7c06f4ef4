package dev.pausa.flow;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * {@link StageDriver} alone: what happens between its look at the coroutine and its leaving, which from outside only a
 * race would show.
 */
class StageDriverTest {
    private final List<Object> log = new ArrayList<>();
    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final CompletableFuture<String> second = new CompletableFuture<>();

    /** Asks a script what to raise, and logs that it asks. */
    private final class Scripted extends StageDriver<String> {
        Supplier<Throwable> script = () -> null;
        int asked;

        Scripted() {
            super(Runnable::run);
        }

        @Override
        Throwable interruption() {
            asked++;
            return script.get();
        }

        @Override
        void refused(Throwable byExecutor) {
            throw new AssertionError(byExecutor);
        }

        @Override
        void ended(String result, Throwable thrown) {
            log.add("ended " + result + ", " + thrown);
        }
    }

    private Coroutine<String> body() {
        return coroutine(() -> {
            try {
                log.add(await(first));
            } catch (IllegalStateException raised) {
                log.add(raised.getMessage());
            }
            return await(second);
        });
    }

    /** The signal comes when there was nothing to raise, and before the driver has left: it must look again. */
    @Test
    void a_signal_after_the_look_and_before_the_leave_is_not_lost() {
        Scripted driver = new Scripted();
        IllegalStateException raised = new IllegalStateException("raised");
        driver.script = () -> {
            driver.script = () -> {
                driver.script = () -> null;
                return raised;
            };
            driver.signal();
            return null;
        };
        driver.start(body());
        assertThat(log).containsExactly("raised");
        second.complete("end");
        assertThat(log).containsExactly("raised", "ended end, null");
    }

    /**
     * A signal from inside is a mark: the coroutine is not driven inside itself, and what the mark is for is done once.
     */
    @Test
    void many_signals_from_inside_make_one_more_look() {
        Scripted driver = new Scripted();
        Coroutine<String> signalling = coroutine(() -> {
            for (int i = 0; i < 1_000; i++) {
                driver.signal();
            }
            return await(first);
        });
        driver.start(signalling);
        assertThat(driver.asked).isEqualTo(2);
        first.complete("end");
        assertThat(log).containsExactly("ended end, null");
    }

    /** A stage that was left behind does not wake the driver. */
    @Test
    void a_stage_that_was_left_behind_signals_nothing() {
        Scripted driver = new Scripted();
        driver.start(body());
        driver.script = () -> {
            driver.script = () -> null;
            return new IllegalStateException("raised");
        };
        driver.signal();
        assertThat(log).containsExactly("raised");
        int before = driver.asked;
        first.complete("too late");
        assertThat(driver.asked).isEqualTo(before);
        second.complete("end");
        assertThat(log).containsExactly("raised", "ended end, null");
        driver.signal();
        assertThat(driver.asked).isEqualTo(before);
    }

    @Test
    void nothing_happens_before_the_start() {
        Scripted driver = new Scripted();
        driver.signal();
        assertThat(driver.asked).isZero();
        first.complete("first");
        second.complete("end");
        driver.start(body());
        assertThat(log).containsExactly("first", "ended end, null");
        assertThat(driver.asked).isZero();
    }
}
