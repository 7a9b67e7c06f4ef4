package dev.pausa.vertx;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.blocking;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.sleep;
import static dev.pausa.vertx.VertxAsync.future;
import static dev.pausa.vertx.VertxAsync.loop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.async.Cancellation;
import dev.pausa.async.Loop;
import dev.pausa.async.Outcome;
import dev.pausa.async.Promise;
import dev.pausa.async.Task;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The loop of a context: one for each, and bodies stay on its thread. */
class ContextLoopTest extends VertxFixture {
    private static final int INSTANCES = 8;

    @Test
    void a_context_and_its_duplicates_have_one_loop() {
        Context context = vertx.getOrCreateContext();
        Context other = ((ContextInternal) context).toBuilder().build();
        assertThat(loop(context))
                .isSameAs(loop(context))
                .isSameAs(loop(((ContextInternal) context).duplicate()))
                .isNotSameAs(loop(other));
    }

    @Test
    void where_no_context_runs_there_is_no_current_loop() {
        assertThatThrownBy(() -> loop())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("thread 'main' is not running a context of Vert.x: call this in a handler or a verticle, or"
                        + " name a context: loop(vertx.getOrCreateContext())");
    }

    /** Where a body of an instance has been. */
    private record Places(Set<Thread> threads, Set<Context> contexts) {
        Places() {
            this(ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
        }

        void note() {
            threads.add(Thread.currentThread());
            contexts.add(((ContextInternal) Vertx.currentContext()).unwrap());
        }
    }

    private final List<Places> places = new ArrayList<>();

    /** Waits for all that wakes it from other threads, and from its own. */
    private final class Wanderer extends CoroutineVerticle {
        private final Places mine;

        Wanderer(Places mine) {
            this.mine = mine;
        }

        @Override
        protected Coroutine<Void> start() {
            return coroutine(() -> {
                await(scope(scope -> {
                    for (int i = 0; i < 4; i++) {
                        scope.start(wander());
                    }
                }));
                assertThat(Loop.current()).isSameAs(loop());
            });
        }

        private Coroutine<Void> wander() {
            return coroutine(() -> {
                mine.note();
                for (int i = 0; i < 5; i++) {
                    await(future(vertx.timer(1)));
                    mine.note();
                    await(future(vertx.executeBlocking(() -> "from a worker")));
                    mine.note();
                    await(sleep(Duration.ofMillis(1)));
                    mine.note();
                    await(blocking(() -> "from a thread"));
                    mine.note();
                    await(CompletableFuture.supplyAsync(() -> "from the common pool"));
                    mine.note();
                    await(checkpoint());
                    mine.note();
                }
            });
        }
    }

    @Test
    void a_body_stays_on_its_own_event_loop_however_many_instances_there_are() throws Exception {
        get(vertx.deployVerticle(
                () -> {
                    places.add(new Places());
                    return new Wanderer(places.get(places.size() - 1));
                },
                new DeploymentOptions().setInstances(INSTANCES)));
        assertThat(places)
                .hasSize(INSTANCES)
                .allSatisfy(each -> assertThat(each.threads())
                        .singleElement()
                        .satisfies(thread -> assertThat(thread.getName()).startsWith("vert.x-eventloop-thread")))
                .allSatisfy(each -> assertThat(each.contexts()).hasSize(1));
        assertThat(places.stream().flatMap(each -> each.contexts().stream()).distinct())
                .hasSize(INSTANCES);
    }

    @Test
    void a_body_of_a_worker_verticle_stays_on_its_context() throws Exception {
        Places worker = new Places();
        get(vertx.deployVerticle(
                () -> new Wanderer(worker), new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
        assertThat(worker.contexts()).hasSize(1);
        assertThat(worker.threads())
                .allSatisfy(thread -> assertThat(thread.getName()).startsWith("vert.x-worker-thread"));
    }

    @Test
    void closing_vertx_cancels_the_tasks_and_waits_for_them() throws Exception {
        Vertx own = Vertx.vertx();
        List<String> seen = new ArrayList<>();
        CompletableFuture<Void> waits = new CompletableFuture<>();
        Task<Void> task = loop(own.getOrCreateContext()).start(coroutine(() -> {
            try {
                waits.complete(null);
                await(new Promise<Void>());
            } catch (Cancellation cancelled) {
                seen.add(cancelled.kind() + ": " + cancelled.why());
                throw cancelled;
            }
        }));
        get(waits);
        get(own.close());
        assertThat(task.outcome()).isInstanceOf(Outcome.Cancelled.class);
        assertThat(seen).containsExactly("SHUTDOWN: the verticle is undeployed, or Vert.x is closed");
    }

    /** A turn has 64 resumes; here a hundred tasks are ready before the one that waits for the event. */
    @Test
    void what_waits_for_an_event_goes_on_inside_it_also_when_many_others_are_ready() throws Exception {
        List<String> order = new ArrayList<>();
        Promise<Void> gate = new Promise<>();
        CompletableFuture<Void> hasEnded = new CompletableFuture<>();
        run(scope(scope -> {
            for (int i = 0; i < 100; i++) {
                scope.start(coroutine(() -> {
                    await(gate);
                    order.add("other");
                }));
            }
            Context context = Vertx.currentContext();
            var event = io.vertx.core.Promise.<String>promise();
            scope.start(coroutine(() -> {
                await(future(event.future()));
                order.add("body");
            }));
            scope.start(coroutine(() -> {
                context.runOnContext(now -> {
                    gate.complete(null);
                    event.complete("event");
                    order.add("end of event");
                    hasEnded.complete(null);
                });
            }));
        }));
        get(hasEnded);
        assertThat(order).hasSize(102).endsWith("body", "end of event");
    }

    @Test
    void a_task_that_always_has_something_to_do_leaves_the_event_loop_to_others() throws Exception {
        run(coroutine(() -> {
            boolean[] done = {false};
            Vertx.currentContext().runOnContext(now -> done[0] = true);
            while (!done[0]) {
                await(checkpoint());
            }
        }));
    }
}
