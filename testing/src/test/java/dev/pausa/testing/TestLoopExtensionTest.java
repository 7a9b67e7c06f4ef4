package dev.pausa.testing;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.pausa.Coroutine;
import dev.pausa.async.AsyncSemaphore;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

@ExtendWith(TestLoopExtension.class)
class TestLoopExtensionTest {
    @Test
    void a_test_gets_a_loop(TestLoop loop) throws Exception {
        assertThat(loop.<Integer>drive(() -> {
                    await(sleep(Duration.ofDays(1)));
                    return 1;
                }))
                .isEqualTo(1);
        assertThat(loop.clock().instant()).hasToString("2000-01-02T00:00:00Z");
    }

    @Test
    void a_marked_test_runs_in_many_orders() {
        Marked.seeds.clear();
        assertThat(run("passes").getStatus()).isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
        assertThat(Marked.seeds).hasSize(20).contains("100/fifo", "101");
    }

    @Test
    void a_marked_test_that_fails_says_with_which_seed() {
        Throwable failure = run("fails").getThrowable().orElseThrow();
        assertThat(failure)
                .isInstanceOf(ExplorationError.class)
                .hasMessageContaining("of 1000 failed: ")
                .hasMessageContaining("Marked.fails-")
                .hasMessageContaining("-Ddev.pausa.seed=" + ((ExplorationError) failure).seed());
        assertThat(failure.getCause()).hasMessageContaining("lost");
    }

    @Test
    void a_marked_test_that_drives_nothing_fails() {
        assertThat(run("drivesNothing").getThrowable().orElseThrow().getCause())
                .hasMessageContaining("the test did not drive its loop");
    }

    @Test
    void a_marked_test_without_a_loop_fails() {
        assertThat(run("takesNothing").getThrowable().orElseThrow())
                .hasMessageContaining("has no parameter of type TestLoop");
    }

    private static TestExecutionResult run(String method) {
        TestExecutionResult[] result = new TestExecutionResult[1];
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(
                        Marked.class,
                        java.util.Arrays.stream(Marked.class.getDeclaredMethods())
                                .filter(each -> each.getName().equals(method))
                                .findFirst()
                                .orElseThrow()))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult end) {
                if (test.isTest()) {
                    result[0] = end;
                }
            }
        });
        return result[0];
    }

    /** What is run by the tests above. */
    static class Marked {
        static final Set<String> seeds = new HashSet<>();

        @Explore(runs = 20, seed = 100, twice = true)
        void passes(TestLoop loop, TestInfo info) throws Exception {
            assertThat(info.getDisplayName()).contains("passes");
            seeds.add(loop.seed());
            loop.drive(() -> await(sleep(Duration.ofDays(1))));
        }

        @Explore
        void fails(TestLoop loop) throws Exception {
            int[] count = {0};
            AsyncSemaphore free = new AsyncSemaphore(2);
            loop.drive(() -> {
                await(scope(tasks -> {
                    tasks.start("one", increment(count, free));
                    tasks.start("other", increment(count, free));
                }));
            });
            assertThat(count[0]).as("none is lost").isEqualTo(2);
        }

        private static Coroutine<Void> increment(int[] count, AsyncSemaphore free) {
            return coroutine(() -> {
                int before = count[0];
                await(free.holding(coroutine(() -> {})));
                count[0] = before + 1;
            });
        }

        @Explore
        void drivesNothing(TestLoop loop) {}

        @Explore
        void takesNothing() {}
    }
}
