package dev.pausa.conformance.resource;

import static dev.pausa.AsyncResource.*;
import static dev.pausa.Coroutine.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.*;
import dev.pausa.conformance.fixtures.AsyncWithFixtures;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples in the Javadoc of asynchronous resources, as {@code JavadocExamplesTest} wants them. */
class AsyncWithJavadocExamplesTest {

    private final List<String> log = new ArrayList<>();

    /** Does everything in two steps, the first of which yields. */
    private final class Connection {
        Coroutine<Void> execute(String statement) {
            return coroutine(() -> {
                log.add("execute " + suspend("executing " + statement));
            });
        }

        Coroutine<Void> release() {
            return coroutine(() -> {
                log.add("release " + suspend("releasing"));
            });
        }
    }

    private final class Pool {
        AsyncResource<Connection> connection() {
            return AsyncWithJavadocExamplesTest.this.connection();
        }
    }

    private Coroutine<Connection> open() {
        return coroutine(() -> {
            log.add("open " + suspend("opening"));
            return new Connection();
        });
    }

    // AsyncResource

    Coroutine<Void> transfer(Pool pool) {
        return coroutine(() -> {
            await(with(pool.connection(), connection -> {
                // entered; the block is a body of its own, and may await
                await(connection.execute("…"));
            }));
            // left, on every way out
        });
    }

    AsyncResource<Connection> connection() {
        return AsyncResource.resource(g -> {
            Connection connection = await(open());
            try {
                g.yield(connection); // the block runs here
            } finally {
                await(connection.release());
            }
        });
    }

    @Test
    void with_enters_runs_and_leaves() {
        Coroutine<Void> transfer = transfer(new Pool());

        assertThat(transfer.send(null)).isEqualTo("opening");
        assertThat(transfer.send(1)).isEqualTo("executing …");
        assertThat(transfer.raise(new IllegalStateException("broken"))).isEqualTo("releasing");
        assertThat(CoroutineFixtures.thrownBy(() -> transfer.send(3))).hasMessage("broken");
        assertThat(log).containsExactly("open 1", "release 3");
    }

    // AsyncExitStack

    private record Channel(String name) {}

    private AsyncResource<Channel> channel(String name) {
        return AsyncResource.resource(g -> {
            g.yield(new Channel(name));
            log("closed " + name);
        });
    }

    private void log(String line) {
        log.add(line);
    }

    private Coroutine<Void> copy(List<Channel> channels) {
        return coroutine(() -> log("copy " + channels));
    }

    Coroutine<Void> copyAll(List<AsyncResource<Channel>> resources) {
        return with(new AsyncExitStack(), stack -> {
            List<Channel> channels = new ArrayList<>();
            for (AsyncResource<Channel> each : resources) {
                channels.add(await(stack.enter(each)));
            }
            stack.callback(() -> log("left"));
            await(copy(channels));
        });
    }

    @Test
    void a_stack_leaves_as_many_as_were_entered() {
        AsyncWithFixtures.run(copyAll(List.of(channel("a"), channel("b"))));

        assertThat(log).containsExactly("copy [Channel[name=a], Channel[name=b]]", "left", "closed b", "closed a");
    }
}
