package dev.pausa.conformance.resource;

import static dev.pausa.AsyncResource.with;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.conformance.fixtures.AsyncWithFixtures.failing;
import static dev.pausa.conformance.fixtures.AsyncWithFixtures.run;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncExitStack;
import dev.pausa.AsyncResource;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.conformance.fixtures.AsyncWithFixtures.Log;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What docs/design.md, "Asynchronous resources", says of the forms that an {@code async with} could have. */
@SuppressWarnings("pausa:outside-body")
class AsyncWithFormsTest {

    private final Log log = new Log();
    private final Exception failure = new IllegalStateException("block");

    private Coroutine<String> block(AsyncResource<String> resource, Exception thrown) {
        return coroutine(() -> {
            await(with(resource, r -> {
                await(failing(thrown));
            }));
            return "after";
        });
    }

    private static Coroutine<String> tryWithResources(AutoCloseable resource, Exception thrown) {
        return coroutine(() -> {
            try (AutoCloseable used = resource) {
                await(failing(thrown));
            }
            return "after";
        });
    }

    private Coroutine<String> byHand(AsyncResource<String> resource, Exception thrown) {
        return coroutine(() -> {
            var stack = new AsyncExitStack();
            try {
                var entered = await(stack.enter(resource));
                await(failing(thrown));
                if (entered.equals("returns")) {
                    return "returned";
                }
                await(stack.exit(null));
            } catch (Throwable raised) {
                if (!await(stack.exit(raised))) throw raised;
            }
            return "after";
        });
    }

    private Coroutine<String> byHandWithFinally(AsyncResource<String> resource, Exception thrown) {
        return coroutine(() -> {
            var stack = new AsyncExitStack();
            try {
                await(stack.enter(resource));
                await(failing(thrown));
                return "returned";
            } finally {
                await(stack.aclose());
            }
        });
    }

    @Test
    void a_block_and_exits_by_hand_let_the_resource_see_and_drop_the_exception() {
        assertThat(run(block(log.resource("a").answering(true), failure))).isEqualTo("after");
        assertThat(run(byHand(log.resource("b").answering(true), failure))).isEqualTo("after");
        assertThat(thrownBy(() -> run(block(log.resource("c"), failure)))).isSameAs(failure);
        assertThat(thrownBy(() -> run(byHand(log.resource("d"), failure)))).isSameAs(failure);
        assertThat(log)
                .containsExactly(
                        "a enter",
                        "a exit IllegalStateException(block)",
                        "b enter",
                        "b exit IllegalStateException(block)",
                        "c enter",
                        "c exit IllegalStateException(block)",
                        "d enter",
                        "d exit IllegalStateException(block)");
    }

    @Test
    void by_hand_a_return_leaves_the_resource_open_and_a_finally_does_not_show_the_exception() {
        assertThat(run(byHand(log.resource("returns"), null))).isEqualTo("returned");
        assertThat(log).containsExactly("returns enter");

        log.clear();
        assertThat(run(byHandWithFinally(log.resource("a"), null))).isEqualTo("returned");
        assertThat(thrownBy(() -> run(byHandWithFinally(log.resource("b").answering(true), failure))))
                .isSameAs(failure);
        assertThat(log).containsExactly("a enter", "a exit null", "b enter", "b exit null");
    }

    @Test
    void try_with_resources_suppresses_what_close_throws() {
        IOException fromClose = new IOException("close");
        AutoCloseable broken = () -> {
            throw fromClose;
        };

        assertThat(thrownBy(() -> run(tryWithResources(broken, failure)))).isSameAs(failure);
        assertThat(failure.getSuppressed()).containsExactly(fromClose);
        assertThat(thrownBy(() -> run(tryWithResources(broken, null)))).isSameAs(fromClose);
    }

    @Test
    void a_close_that_awaits_fails_on_the_way_out_and_behind_a_failed_block_is_only_suppressed() {
        AutoCloseable awaiting = () -> await(failing(null));

        assertNotInBody(thrownBy(() -> run(tryWithResources(awaiting, null))));
        assertThat(thrownBy(() -> run(tryWithResources(awaiting, failure)))).isSameAs(failure);
        assertThat(failure.getSuppressed()).singleElement().satisfies(AsyncWithFormsTest::assertNotInBody);
    }

    private static void assertNotInBody(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        CoroutineStateException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.NOT_IN_BODY));
    }
}
