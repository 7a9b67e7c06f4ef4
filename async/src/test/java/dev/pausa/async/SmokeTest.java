package dev.pausa.async;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class SmokeTest {
    static Coroutine<Integer> after(int millis, int value) {
        return coroutine(() -> {
            await(sleep(Duration.ofMillis(millis)));
            return value;
        });
    }

    @Test
    void runs() throws Exception {
        assertThat(Loop.run(() -> await(after(5, 1)) + await(after(5, 2)))).isEqualTo(3);
    }

    @Test
    void scopes() throws Exception {
        List<String> log = new ArrayList<>();
        int sum = Loop.run(() -> await(Async.<Integer>scopeReturning(s -> {
            Task<Integer> a = s.start(after(10, 1));
            Task<Integer> b = s.start(after(1, 2));
            log.add("started");
            return await(a) + await(b);
        })));
        assertThat(sum).isEqualTo(3);
    }

    @Test
    void failureCancelsSiblings() {
        List<String> log = new ArrayList<>();
        assertThatThrownBy(() -> Loop.run(() -> await(scope(s -> {
                    s.start(coroutine(() -> {
                        try {
                            await(sleep(Duration.ofDays(1)));
                        } finally {
                            log.add("cancelled");
                        }
                    }));
                    s.start(coroutine(() -> {
                        await(checkpoint());
                        throw new java.io.IOException("boom");
                    }));
                }))))
                .isInstanceOf(java.io.IOException.class)
                .hasMessage("boom");
        assertThat(log).containsExactly("cancelled");
    }

    @Test
    void timesOut() {
        assertThatThrownBy(() -> Loop.run(() -> await(timeout(Duration.ofMillis(5), after(100_000, 1)))))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("sleep")
                .hasMessageContaining("SmokeTest");
    }

    @Test
    void runsOnExecutor() throws Exception {
        var pool = Executors.newFixedThreadPool(3);
        try (Loop loop = Loop.on(pool)) {
            Task<Integer> t = loop.start(after(5, 7));
            assertThat(t.join()).isEqualTo(7);
        }
        try (Loop loop = Loop.on(Runnable::run)) {
            assertThat(loop.start(after(5, 8)).join()).isEqualTo(8);
        }
        try (Loop loop = Loop.onThread("x")) {
            assertThat(loop.start(after(5, 9)).join()).isEqualTo(9);
        }
        pool.shutdown();
    }

    @Test
    void manyYields() throws Exception {
        int n = Loop.run(() -> {
            int i = 0;
            while (i < 1_000_000) {
                await(checkpoint());
                i++;
            }
            return i;
        });
        assertThat(n).isEqualTo(1_000_000);
    }
}
