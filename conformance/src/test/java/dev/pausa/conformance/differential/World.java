package dev.pausa.conformance.differential;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.Step;
import dev.pausa.StopIteration;
import java.util.ArrayList;
import java.util.List;

/** One run of a program on the Java side: what its bodies call, and the interpreter of its drives. */
public final class World {
    /** Makes the coroutine of one body. */
    public interface Factory {
        /**
         * Makes one.
         *
         * @param world the run
         * @param me the new coroutine's number
         * @return the coroutine
         */
        Coroutine<Object> make(World world, int me);
    }

    private final List<Factory> bodies;
    private final List<Node> foreigns;
    private final List<ForeignIterator> onlyIterators = new ArrayList<>();
    private final List<Coroutine<Object>> coroutines = new ArrayList<>();
    private final Trace trace = new Trace();

    World(List<Factory> bodies, List<Node> foreigns) {
        this.bodies = bodies;
        this.foreigns = foreigns;
        for (int i = 0; i < foreigns.size(); i++) {
            onlyIterators.add(iterator(i));
        }
        bodies.forEach(this::make);
    }

    /** Performs the script, and then looks at every coroutine. */
    List<String> run(Node script) {
        script.parts().forEach(this::drive);
        int count = coroutines.size();
        for (int i = 0; i < count; i++) {
            drive(Node.of("state", Node.of(i)));
        }
        return trace.lines();
    }

    Trace trace() {
        return trace;
    }

    private Coroutine<Object> make(Factory body) {
        int number = coroutines.size();
        Coroutine<Object> coroutine = body.make(this, number);
        coroutines.add(coroutine);
        trace.name(coroutine, "c" + number);
        return coroutine;
    }

    // ------------------------------------------------------------------------------------------------------------------
    // For bodies: awaitables
    // ------------------------------------------------------------------------------------------------------------------

    public Coroutine<Object> shared(int number) {
        return number < coroutines.size() ? coroutines.get(number) : null;
    }

    public Coroutine<Object> fresh(int body) {
        return body < bodies.size() ? make(bodies.get(body)) : null;
    }

    public Coroutine<Object> deep(int levels, int body) {
        if (levels == 0) {
            return fresh(body);
        }
        Coroutine.Body<Object> relay = () -> Coroutine.await(deep(levels - 1, body));
        Coroutine<Object> coroutine = Coroutine.coroutine(relay);
        trace.name(coroutine, "relay");
        return coroutine;
    }

    public Awaitable<Object> view(int number) {
        Coroutine<Object> coroutine = shared(number);
        return coroutine == null ? null : () -> coroutine.awaitIterator();
    }

    public Awaitable<Object> foreign(int number) {
        if (number >= foreigns.size()) {
            return null;
        }
        return new ForeignAwaitable(number);
    }

    public Awaitable<Object> nothing() {
        return null;
    }

    private final class ForeignAwaitable implements Awaitable<Object> {
        private final int number;

        ForeignAwaitable(int number) {
            this.number = number;
        }

        @Override
        public AwaitIterator<Object> awaitIterator() {
            Node spec = foreigns.get(number);
            trace.add("f" + number + ".await");
            if (spec.has("await")) {
                ForeignIterator.react(World.this, spec.all("await").get(0).part(0), null);
                return null;
            }
            return spec.has("once") ? onlyIterators.get(number) : iterator(number);
        }
    }

    private ForeignIterator iterator(int number) {
        ForeignIterator iterator = new ForeignIterator(this, "f" + number, foreigns.get(number));
        trace.name(iterator, "f" + number);
        return iterator;
    }

    // ------------------------------------------------------------------------------------------------------------------
    // For bodies: values and events
    // ------------------------------------------------------------------------------------------------------------------

    public void log(int me, Object value) {
        trace.add("c" + me + ": " + show(value));
    }

    public void caught(int me, Throwable exception) {
        trace.add("c" + me + ": caught " + show(exception));
    }

    public void cleanUp(int me) {
        trace.add("c" + me + ": finally");
    }

    /** Makes every {@code catch} compile. */
    public void mayThrow() throws Exception {}

    public <T extends Throwable> T made(T exception) {
        return trace.made(exception);
    }

    public String show(Object value) {
        return trace.show(value);
    }

    public boolean isSome(Object value) {
        return value != null;
    }

    public int number(Object value) {
        return value instanceof Integer number ? number % 1000 : 0;
    }

    public String join(Object... values) {
        StringBuilder text = new StringBuilder("<");
        for (Object value : values) {
            text.append(show(value)).append(';');
        }
        return text.append('>').toString();
    }

    Throwable makeException(String kind, Object value) {
        return made(
                switch (kind) {
                    case "Oops" -> new Raised.Oops(show(value));
                    case "Bang" -> new Raised.Bang(show(value));
                    case "Halt" -> new Raised.Halt(show(value));
                    case "StopIteration" -> new StopIteration(value);
                    case "SubStop" -> new Raised.SubStop(value);
                    case "GeneratorExit" -> new dev.pausa.GeneratorExit(show(value));
                    case "SubExit" -> new Raised.SubExit(show(value));
                    default -> throw new IllegalArgumentException(kind);
                });
    }

    static Object value(Node node) {
        return node.is("null") ? null : (Object) node.number();
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Drives
    // ------------------------------------------------------------------------------------------------------------------

    /** Drives, for a body; the outcome is only logged. */
    public void drive(String op) {
        drive(Node.parse(op));
    }

    void drive(Node op) {
        try {
            perform(op);
        } catch (Throwable logged) {
            return;
        }
    }

    /** Drives, for a body; gives the drive's outcome, but nothing for a close. */
    public Object call(String op) {
        Node node = Node.parse(op);
        Object outcome = perform(node);
        return verb(node).equals("closed") ? null : outcome;
    }

    private Object perform(Node op) {
        Node target = op.part(0);
        trace.add("> " + op.head() + " c" + target + " "
                + String.join(" ", op.from(1).stream().map(Node::toString).toList()));
        Coroutine<Object> coroutine = shared(target.number());
        if (coroutine == null) {
            trace.add("< absent");
            return null;
        }
        try {
            Object outcome = perform(op, coroutine);
            trace.add("< " + verb(op) + " " + show(outcome));
            return outcome;
        } catch (Throwable thrown) {
            trace.add("< raised " + show(thrown));
            throw Raised.anyway(thrown);
        }
    }

    private static String verb(Node op) {
        return switch (op.head()) {
            case "close", "viewclose" -> "closed";
            case "state" -> "is";
            default -> "yielded";
        };
    }

    private Object perform(Node op, Coroutine<Object> c) {
        return switch (op.head()) {
            case "send" -> c.send(value(op.part(1)));
            case "step" -> valueOrStop(c.step(value(op.part(1))));
            case "throw" -> c.raise(exception(op));
            case "stepthrow" -> valueOrStop(c.stepRaising(exception(op)));
            case "close" -> c.closeAndGet();
            case "next" -> c.awaitIterator().next();
            case "viewsend" -> c.awaitIterator().send(value(op.part(1)));
            case "viewthrow" -> c.awaitIterator().raise(exception(op));
            case "viewclose" -> closeView(c);
            case "state" -> trace.look(c);
            default -> throw new IllegalArgumentException(op.toString());
        };
    }

    private Throwable exception(Node op) {
        return makeException(op.part(1).head(), value(op.part(2)));
    }

    private static Object closeView(Coroutine<Object> c) {
        c.awaitIterator().close();
        return null;
    }

    private static Object valueOrStop(Step<Object> step) {
        if (step instanceof Step.Returned<Object> returned) {
            throw new StopIteration(returned.value());
        }
        return ((Step.Yielded<Object>) step).value();
    }
}
