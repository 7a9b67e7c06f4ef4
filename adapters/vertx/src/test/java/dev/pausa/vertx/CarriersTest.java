package dev.pausa.vertx;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.blocking;
import static dev.pausa.async.Async.scopeReturning;
import static dev.pausa.vertx.VertxAsync.future;
import static dev.pausa.vertx.VertxAsync.loop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.async.Loop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.context.storage.AccessMode;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Context locals and the diagnostic context go along with a task. */
class CarriersTest extends VertxFixture {
    static final ContextLocal<String> USER = ContextLocal.registerLocal(String.class);

    private final List<String> seen = new ArrayList<>();

    private static String state() {
        Context context = Vertx.currentContext();
        return MDC.get("user") + " " + (context == null ? "nowhere" : context.getLocal(USER));
    }

    /** Notes what it sees, between waits in which the other users' bodies run. */
    private Awaitable<String> request(String user) {
        return scopeReturning(scope -> {
            MDC.put("user", user);
            Vertx.currentContext().putLocal(USER, AccessMode.CONCURRENT, user);
            await(future(vertx.timer(2)));
            String afterTimer = state();
            var child = scope.start(coroutine(() -> {
                await(blocking(() -> {}));
                return state();
            }));
            await(future(vertx.executeBlocking(() -> "")));
            return afterTimer + ", " + state() + ", child " + await(child);
        });
    }

    @Test
    void each_body_sees_its_own() throws Exception {
        ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
        List<CompletableFuture<String>> requests = new ArrayList<>();
        for (String user : List.of("ann", "bob", "eve")) {
            CompletableFuture<String> result = new CompletableFuture<>();
            requests.add(result);
            context.duplicate().runOnContext(now -> {
                loop().<String>start(request(user)).toStage().whenComplete((text, failure) -> {
                    result.complete(failure == null ? text : failure.toString());
                });
                seen.add(state());
            });
        }
        assertThat(get(requests.get(0))).isEqualTo("ann ann, ann ann, child ann ann");
        assertThat(get(requests.get(1))).isEqualTo("bob bob, bob bob, child bob bob");
        assertThat(get(requests.get(2))).isEqualTo("eve eve, eve eve, child eve eve");
        assertThat(run(coroutine(() -> state())))
                .as("nothing stays on the thread")
                .isEqualTo("null null");
        assertThat(seen).containsOnly("null null");
    }

    @Test
    void a_task_that_another_context_starts_gets_the_context_of_its_loop() throws Exception {
        ContextInternal one = (ContextInternal) vertx.getOrCreateContext();
        ContextInternal sameThread = one.toBuilder().build();
        CompletableFuture<Context> found = new CompletableFuture<>();
        one.duplicate().runOnContext(now -> {
            Coroutine<Boolean> body = coroutine(() -> found.complete(Vertx.currentContext()));
            loop(sameThread).start(body);
        });
        assertThat(get(found)).isSameAs(sameThread);
    }

    @Test
    void a_loop_that_is_no_contexts_gets_no_context() throws Exception {
        try (Loop other = Loop.onThread("other")) {
            CompletableFuture<CompletableFuture<String>> started = new CompletableFuture<>();
            vertx.runOnContext(now -> {
                MDC.put("user", "ann");
                Coroutine<String> body = coroutine(() -> state());
                started.complete(other.<String>start(body).toStage().toCompletableFuture());
                MDC.clear();
            });
            assertThat(get(get(started))).isEqualTo("ann nowhere");
        }
    }
}
