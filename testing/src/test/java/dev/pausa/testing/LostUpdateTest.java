package dev.pausa.testing;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pausa.Coroutine;
import dev.pausa.async.AsyncSemaphore;
import dev.pausa.async.Loop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A pool of connections that opens more of them than it may: it looks at its size, awaits the connection, and only then
 * counts it. Pools of databases for asyncio had this. While opening is quick, a loop by itself lets each task run
 * through, and all tests pass; under load they do not.
 */
class LostUpdateTest {
    private static final int MOST = 2;

    /** What opens connections: three steps, each of which is ready at once as a rule. */
    private static final class Server {
        private final AsyncSemaphore accepting = new AsyncSemaphore(10);

        Coroutine<String> connect() {
            return coroutine("connect", () -> {
                String connection = "";
                for (String step : List.of("tcp", "tls", "auth")) {
                    connection += await(accepting.holding(coroutine(step, () -> step + " ")));
                }
                return connection;
            });
        }
    }

    private static class Pool {
        final Server server = new Server();
        final List<String> idle = new ArrayList<>();
        int size;

        Coroutine<String> take() {
            return coroutine("take", () -> {
                if (idle.isEmpty() && size < MOST) {
                    String connection = await(server.connect());
                    size++; // too late: others have looked at it meanwhile
                    return connection;
                }
                return idle.isEmpty() ? "none" : idle.remove(0);
            });
        }
    }

    /** Counts first. */
    private static final class RepairedPool extends Pool {
        @Override
        Coroutine<String> take() {
            return coroutine("take", () -> {
                if (idle.isEmpty() && size < MOST) {
                    size++;
                    return await(server.connect());
                }
                return idle.isEmpty() ? "none" : idle.remove(0);
            });
        }
    }

    private static Coroutine<Void> clients(Pool pool) {
        return coroutine("clients", () -> {
            await(scope(tasks -> {
                for (String name : List.of("ann", "bob", "cid")) {
                    tasks.start(name, pool.take());
                }
            }));
            assertThat(pool.size).isLessThanOrEqualTo(MOST);
        });
    }

    private static ExplorationError found() {
        return catchThrowableOfType(
                ExplorationError.class, () -> TestLoop.explore(1000, () -> await(clients(new Pool()))));
    }

    @Test
    void the_order_of_a_loop_does_not_show_it() {
        assertThatCode(() -> Loop.run(clients(new Pool()))).doesNotThrowAnyException();
        assertThatCode(() -> TestLoop.run(() -> await(clients(new Pool())))).doesNotThrowAnyException();
    }

    @Test
    void it_is_found_and_shrunk_to_few_decisions() {
        ExplorationError error = found();
        assertThat(error.getCause()).isInstanceOf(AssertionError.class).hasMessageContaining("3");
        assertThat(error.deviations()).isBetween(1, 2);
        assertThat(error)
                .hasMessageContaining("of 1000 failed: ")
                .hasMessageContaining("-Ddev.pausa.seed=" + error.seed())
                .hasMessageContaining("-Ddev.pausa.replay=" + error.decisions())
                .hasMessageContaining("<- decided, not ");
    }

    @Test
    void it_is_replayed_by_its_seed() throws Exception {
        ExplorationError error = found();
        ExplorationError again = Properties.with(Exploration.SEED, error.seed(), LostUpdateTest::found);
        assertThat(again.seed()).isEqualTo(error.seed());
        assertThat(again).hasMessageStartingWith("the run of -Ddev.pausa.seed failed: ");
        assertThat(again.order()).isEqualTo(error.order());
    }

    @Test
    void it_is_replayed_by_its_decisions() throws Exception {
        ExplorationError error = found();
        ExplorationError again =
                Properties.with(Exploration.REPLAY, error.decisions().toString(), LostUpdateTest::found);
        assertThat(again).hasMessageStartingWith("the run of -Ddev.pausa.replay failed: ");
        assertThat(again.seed()).isEqualTo(error.seed());
    }

    @Test
    @Rule("T3")
    void a_replay_of_other_code_stops_where_it_differs() throws Exception {
        ExplorationError error = found();
        assertThatThrownBy(() ->
                        Properties.with(Exploration.REPLAY, error.decisions().toString(), () -> {
                            TestLoop.explore(1000, () -> await(clients(new RepairedPool())));
                            return "";
                        }))
                .isInstanceOf(DivergenceError.class)
                .hasMessageMatching(
                        "(?s)the replay meets another choice than the recorded one, at decision \\d+ of \\d+, after '"
                                + ".*': the record has .* and ready are .*Either the code has changed since.*");
    }

    @Test
    void the_repaired_pool_passes() throws Exception {
        TestLoop.explore(1000, () -> await(clients(new RepairedPool())));
    }
}
