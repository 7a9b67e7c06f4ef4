package dev.pausa.vertx;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.shield;
import static dev.pausa.vertx.VertxAsync.future;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.async.Cancellation;
import dev.pausa.async.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Verticles that are started and stopped by bodies. */
class VerticleTest extends VertxFixture {
    private final List<String> events = new CopyOnWriteArrayList<>();

    /** Starts a task that runs on, and needs a while to end. */
    private class Server extends CoroutineVerticle {
        @Override
        protected Coroutine<Void> start() {
            return coroutine(() -> {
                await(future(vertx.timer(1)));
                loop().start("background", background());
                events.add("started");
            });
        }

        private Coroutine<Void> background() {
            return coroutine(() -> {
                try {
                    await(new Promise<Void>());
                } catch (Cancellation cancelled) {
                    await(shield(Duration.ofSeconds(10), future(vertx.timer(5))));
                    events.add("background ended: " + cancelled.kind());
                    throw cancelled;
                }
            });
        }

        @Override
        protected Coroutine<Void> stop() {
            return coroutine(() -> {
                await(future(vertx.timer(1)));
                events.add("stopped");
            });
        }
    }

    @Test
    void deploying_waits_for_the_start_and_undeploying_for_the_stop_and_the_tasks() throws Exception {
        String id = get(vertx.deployVerticle(new Server()));
        assertThat(events).containsExactly("started");
        get(vertx.undeploy(id));
        assertThat(events).containsExactly("started", "stopped", "background ended: SHUTDOWN");
    }

    @Test
    void a_start_that_fails_fails_the_deployment_and_cancels_what_it_has_started() {
        IOException failure = new IOException("port in use");
        assertThatThrownBy(() -> get(vertx.deployVerticle(new Server() {
                    @Override
                    protected Coroutine<Void> start() {
                        Coroutine<Void> usual = super.start();
                        return coroutine(() -> {
                            await(usual);
                            throw failure;
                        });
                    }
                })))
                .hasCause(failure);
        assertThat(events).containsExactly("started", "background ended: SHUTDOWN");
    }

    @Test
    void a_stop_that_fails_fails_the_undeployment_and_the_tasks_end_all_the_same() throws Exception {
        IOException failure = new IOException("disk full");
        String id = get(vertx.deployVerticle(new Server() {
            @Override
            protected Coroutine<Void> stop() {
                return coroutine(() -> {
                    throw failure;
                });
            }
        }));
        assertThatThrownBy(() -> get(vertx.undeploy(id))).hasCause(failure);
        assertThat(events).containsExactly("started", "background ended: SHUTDOWN");
        assertThat(vertx.deploymentIDs()).isEmpty();
    }

    @Test
    void a_verticle_without_a_stop_stops() throws Exception {
        String id = get(vertx.deployVerticle(new CoroutineVerticle() {
            @Override
            protected Coroutine<String> start() {
                return coroutine(() -> "value");
            }
        }));
        get(vertx.undeploy(id));
        assertThat(vertx.deploymentIDs()).isEmpty();
    }
}
