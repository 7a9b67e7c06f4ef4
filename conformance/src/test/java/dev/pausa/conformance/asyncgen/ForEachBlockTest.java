package dev.pausa.conformance.asyncgen;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.AsyncWithFixtures.run;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertIgnoredExit;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertRaisedStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import dev.pausa.WeaveException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The block of {@code forEach} is a part of the body that awaits the loop, as the code in an {@code async for} is. */
@SuppressWarnings({"pausa:dropped", "pausa:pause-in-synchronized"})
class ForEachBlockTest {

    private final List<Object> log = new ArrayList<>();
    private final AsyncGenerator<Integer, Void> numbers = asyncGenerator(g -> {
        for (int i = 0; i < 3; i++) {
            g.yield(i);
        }
    });

    /** A block that handles the exit ends its round; the loop goes on, and by pausing again it ignores the exit. */
    @Test
    void a_block_that_handles_generator_exit_goes_on_with_the_loop() {
        Coroutine<String> c = coroutine(() -> {
            await(numbers.forEach(i -> {
                try {
                    log.add(suspend(i));
                } catch (GeneratorExit exit) {
                    log.add("handled " + i);
                }
            }));
            return "after";
        });
        c.send(null);

        assertIgnoredExit(c::close);
        assertThat(c.send("sent")).isEqualTo(2);
        assertThat(c.closeAndGet()).isEqualTo("after");
        assertThat(log).containsExactly("handled 0", "sent", "handled 2");
    }

    @Test
    void the_body_can_catch_the_stop_iteration_that_a_block_throws() {
        StopIteration stop = new StopIteration("s");
        Coroutine<Object> c = coroutine(() -> {
            try {
                await(numbers.forEach(i -> {
                    throw stop;
                }));
                return "not reached";
            } catch (StopIteration caught) {
                return caught;
            }
        });
        assertThat(run(c)).isSameAs(stop);

        Coroutine<Void> alone = numbers.forEach(i -> {
            throw stop;
        });
        assertRaisedStop(() -> alone.send(null), stop);
    }

    @Test
    void what_the_loop_awaits_between_two_rounds_is_closed_before_the_body() {
        AsyncGenerator<Integer, Void> slow = asyncGenerator(g -> {
            try {
                suspend("between");
            } finally {
                log.add("generator");
            }
            g.yield(1);
        });
        Coroutine<String> c = coroutine(() -> {
            try {
                await(slow.forEach(log::add));
            } catch (GeneratorExit exit) {
                log.add("body");
            }
            return "after";
        });
        c.send(null);

        assertThat(c.closeAndGet()).isEqualTo("after");
        assertThat(log).containsExactly("generator", "body");
    }

    @Test
    void a_block_that_cannot_be_woven_fails_where_it_stands() {
        assertThat(thrownBy(() -> numbers.forEach(i -> {
                    synchronized (this) {
                        suspend(i);
                    }
                })))
                .isExactlyInstanceOf(WeaveException.class);
        Coroutine<Void> loop = numbers.forEach(i -> log.add(i));
        assertStop(() -> loop.send(null), null);
        assertThat(log).containsExactly(0, 1, 2);
    }
}
