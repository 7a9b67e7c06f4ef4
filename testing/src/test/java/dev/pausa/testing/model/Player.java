package dev.pausa.testing.model;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.testing.model.Texts.Planned;
import java.util.ArrayList;
import java.util.List;

/** Plays a program, in the driver's world or in the model's, and takes down what each statement gives. */
@SuppressWarnings("pausa:catches-exit")
final class Player {
    final List<String> trace = new ArrayList<>();
    private final World world;

    Player(World world) {
        this.world = world;
    }

    Coroutine<Object> play(List<Node> block) {
        return coroutine(() -> {
            Object last = null;
            for (Node node : block) {
                last = await(step(node));
            }
            return last;
        });
    }

    private Coroutine<Object> step(Node node) {
        return coroutine(() -> {
            try {
                Object result = isAtOnce(node) ? atOnce(node) : await(operation(node));
                say(node.id() + " gave " + result);
                return result;
            } catch (Throwable thrown) {
                say(node.id() + " threw " + Texts.of(world, thrown));
                throw thrown;
            }
        });
    }

    private void say(String what) {
        trace.add("@" + world.now() + " " + what);
    }

    private static String task(int id) {
        return "task " + id;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What needs no waiting
    // -----------------------------------------------------------------------------------------------------------------

    private static boolean isAtOnce(Node node) {
        return switch (node.kind()) {
            case TRY_SEND, TRY_RECEIVE, CLOSE, COMPLETE, FAIL_PROMISE, CANCEL_TASK, CANCEL_SCOPE -> true;
            case DEADLINE, FAIL, START -> true;
            default -> false;
        };
    }

    private Object atOnce(Node node) throws Planned {
        switch (node.kind()) {
            case TRY_SEND:
                return world.trySend(node.a(), node.id());
            case TRY_RECEIVE:
                return world.tryReceive(node.a());
            case COMPLETE:
                return world.complete(node.a(), node.id());
            case FAIL_PROMISE:
                return world.fail(node.a(), new Planned(node.id(), null));
            case FAIL:
                throw new Planned(node.id(), null);
            default:
                order(node);
                return null;
        }
    }

    private void order(Node node) {
        switch (node.kind()) {
            case CLOSE -> world.close(node.a());
            case CANCEL_TASK -> world.cancelTask(task(node.a()));
            case CANCEL_SCOPE -> world.cancelScope(node.a());
            case DEADLINE -> world.setDeadline(node.a(), node.b());
            case START ->
                world.start(node.a(), task(node.id()), play(node.bodies().get(0)));
            default -> throw new AssertionError(node);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What may wait
    // -----------------------------------------------------------------------------------------------------------------

    private Awaitable<?> operation(Node node) {
        return switch (node.kind()) {
            case CHECKPOINT -> world.checkpoint();
            case SLEEP -> world.sleep(node.a());
            case SEND -> world.send(node.a(), node.id());
            case RECEIVE -> world.receive(node.a());
            case SELECT -> world.select(node.a(), node.b(), node.id(), node.c());
            case AWAIT_PROMISE -> world.awaitPromise(node.a());
            case AWAIT_TASK -> world.awaitTask(task(node.a()));
            case AWAIT_END -> world.awaitEnd(task(node.a()));
            default -> region(node, node.bodies().get(0));
        };
    }

    private Awaitable<?> region(Node node, List<Node> body) {
        return switch (node.kind()) {
            case SCOPE -> world.scope(node.id(), null, () -> play(body));
            case SUPERVISE -> world.scope(node.id(), this::told, () -> play(body));
            case TIMEOUT -> world.timeout(node.a(), play(body));
            case TIMEOUT_OR -> world.timeoutOr(node.a(), play(body));
            case SHIELD -> world.shield(node.a(), play(body));
            default -> tried(node, body);
        };
    }

    private void told(String task, Throwable failure) {
        say("told of " + task + ": " + Texts.of(world, failure));
    }

    private Coroutine<Object> tried(Node node, List<Node> body) {
        return switch (node.kind()) {
            case FINALLY -> withFinally(body, node.bodies().get(1));
            case CATCH -> catching(body);
            case SWALLOW -> swallowing(body);
            case WRAP -> wrapping(node.id(), body);
            default -> throw new AssertionError(node);
        };
    }

    private Coroutine<Object> withFinally(List<Node> body, List<Node> last) {
        return coroutine(() -> {
            try {
                return await(play(body));
            } finally {
                await(play(last));
            }
        });
    }

    private Coroutine<Object> catching(List<Node> body) {
        return coroutine(() -> {
            try {
                return await(play(body));
            } catch (Exception caught) {
                return "caught";
            }
        });
    }

    private Coroutine<Object> swallowing(List<Node> body) {
        return coroutine(() -> {
            try {
                return await(play(body));
            } catch (Throwable caught) {
                return "swallowed";
            }
        });
    }

    private Coroutine<Object> wrapping(int id, List<Node> body) {
        return coroutine(() -> {
            try {
                return await(play(body));
            } catch (Exception caught) {
                throw new Planned(id, caught);
            }
        });
    }
}
