package dev.pausa.conformance.differential;

import dev.pausa.AsyncGenerator;
import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.Step;
import dev.pausa.StopIteration;
import java.util.NoSuchElementException;

/** The interpreter of drives. */
final class Drive {
    private Drive() {}

    /** Performs one; what comes out is in the trace too. */
    static Object perform(World world, Node op) {
        if (op.is("keep")) {
            return world.step(op.part(0), 0);
        }
        if (op.is("begin")) {
            return world.step(op.part(0), 0) == null
                    ? null
                    : perform(world, Node.of("send", Node.of("last", Node.of(0)), Node.of("null")));
        }
        int number = world.number(op.part(0));
        Trace trace = world.trace();
        trace.add("> " + op.head() + " c" + number + " " + World.words(op));
        Object object = world.at(number);
        if (!takes(object, op)) {
            trace.add("< absent");
            return null;
        }
        try {
            Object outcome = perform(world, op, object);
            trace.add("< " + verb(op) + " " + trace.show(outcome));
            return outcome;
        } catch (Throwable thrown) {
            trace.add("< raised " + trace.show(thrown));
            throw Raised.anyway(thrown);
        }
    }

    /** A step is only driven, an asynchronous generator only looked at. */
    private static boolean takes(Object object, Node op) {
        if (object instanceof Coroutine || object instanceof Generator) {
            return true;
        }
        return object != null && op.is("state") == object instanceof AsyncGenerator;
    }

    static String verb(Node op) {
        return switch (op.head()) {
            case "close", "viewclose" -> "closed";
            case "state" -> "is";
            default -> "yielded";
        };
    }

    private static Object perform(World world, Node op, Object object) {
        if (op.is("state")) {
            return world.trace().look(object);
        }
        if (op.head().startsWith("view") || op.is("next") && object instanceof Coroutine) {
            return iterate(world, op, world.awaitable(object).awaitIterator());
        }
        if (object instanceof Coroutine<?> coroutine) {
            return drive(world, op, coroutine);
        }
        Generator<Object, Object, Object> generator = world.generator(object);
        return generator != null ? drive(world, op, generator) : iterate(world, op, (AwaitIterator<?>) object);
    }

    private static Object drive(World world, Node op, Coroutine<?> c) {
        return switch (op.head()) {
            case "send" -> c.send(value(op));
            case "step" -> valueOrStop(c.step(value(op)));
            case "throw" -> c.raise(exception(world, op));
            case "stepthrow" -> valueOrStop(c.stepRaising(exception(world, op)));
            case "close" -> c.closeAndGet();
            default -> throw new IllegalArgumentException(op.toString());
        };
    }

    private static Object valueOrStop(Step<?> step) {
        if (step instanceof Step.Returned<?> returned) {
            throw new StopIteration(returned.value());
        }
        return ((Step.Yielded<?>) step).value();
    }

    private static Object drive(World world, Node op, Generator<Object, Object, Object> g) {
        return switch (op.head()) {
            case "send", "step" -> g.send(value(op));
            case "next" -> nextOrStop(g);
            case "throw", "stepthrow" -> g.raise(exception(world, op));
            case "close" -> g.closeAndGet();
            default -> throw new IllegalArgumentException(op.toString());
        };
    }

    private static Object nextOrStop(Generator<Object, Object, Object> g) {
        try {
            return g.next();
        } catch (NoSuchElementException end) {
            throw new StopIteration();
        }
    }

    /** Drives a step, or a view of something. */
    private static Object iterate(World world, Node op, AwaitIterator<?> iterator) {
        return switch (op.head()) {
            case "next" -> iterator.next();
            case "send", "step", "viewsend" -> iterator.send(value(op));
            case "throw", "stepthrow", "viewthrow" -> iterator.raise(exception(world, op));
            case "close", "viewclose" -> closed(iterator);
            default -> throw new IllegalArgumentException(op.toString());
        };
    }

    private static Object closed(AwaitIterator<?> iterator) {
        iterator.close();
        return null;
    }

    private static Object value(Node op) {
        return World.value(op.part(1));
    }

    private static Throwable exception(World world, Node op) {
        return world.makeException(op.part(1).head(), World.value(op.part(2)));
    }

    /** Makes what the grammar calls a step. */
    @SuppressWarnings("unchecked") // all generators here are of Objects
    static Awaitable<Object> step(World world, Node spec, Object object) {
        AsyncGenerator<Object, Object> generator = (AsyncGenerator<Object, Object>) object;
        return switch (spec.head()) {
            case "anext" -> generator.anext();
            case "asend" -> generator.asend(value(spec));
            case "athrow" -> generator.araise(exception(world, spec));
            default -> (Awaitable<Object>) (Awaitable<?>) generator.aclose();
        };
    }
}
