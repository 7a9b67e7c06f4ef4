package dev.pausa.conformance.differential;

import dev.pausa.AsyncGenerator;
import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.StopAsyncIteration;
import dev.pausa.StopIteration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * One run of a program on the Java side: its objects, and what its bodies call. {@link Drive} interprets its drives.
 */
public final class World {
    /** Makes the object of one body. */
    public interface Factory {
        /**
         * Makes one.
         *
         * @param world the run
         * @param me the new object's number
         * @return a coroutine, a generator, or an asynchronous generator
         */
        Object make(World world, int me);
    }

    private final List<Factory> bodies;
    private final List<Node> foreigns;
    private final List<ForeignIterator> onlyIterators = new ArrayList<>();
    private final List<Object> objects = new ArrayList<>();
    private final Trace trace = new Trace();

    World(List<Factory> bodies, List<Node> foreigns) {
        this.bodies = bodies;
        this.foreigns = foreigns;
        for (int i = 0; i < foreigns.size(); i++) {
            onlyIterators.add(iterator(i));
        }
        bodies.forEach(this::make);
    }

    /** Performs the script, and then looks at every object. */
    List<String> run(Node script) {
        script.parts().forEach(this::drive);
        int count = objects.size();
        for (int i = 0; i < count; i++) {
            drive(Node.of("state", Node.of(i)));
        }
        return trace.lines();
    }

    Trace trace() {
        return trace;
    }

    private Object make(Factory body) {
        return add(body.make(this, objects.size()));
    }

    private <T> T add(T object) {
        trace.name(object, "c" + objects.size());
        objects.add(object);
        return object;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For bodies: objects, as what they are used for; null or empty if they are not of the kind
    // -----------------------------------------------------------------------------------------------------------------

    public Object at(int number) {
        return number >= 0 && number < objects.size() ? objects.get(number) : null;
    }

    public int last(int number) {
        return objects.size() - 1 - number;
    }

    public Object fresh(int body) {
        return body < bodies.size() ? make(bodies.get(body)) : null;
    }

    /** {@code kind} is the head of the bodies of the chain. */
    public Object deep(int levels, int body, String kind) {
        if (levels == 0) {
            return fresh(body);
        }
        Coroutine.ResultBody<Object> relay = () -> Coroutine.await(awaitable(deep(levels - 1, body, kind)));
        Generator.ResultBody<Object, Object, Object> inner = g -> g.yieldFrom(generator(deep(levels - 1, body, kind)));
        AsyncGenerator.Body<Object, Object> steps =
                g -> g.yield(Coroutine.await(awaitable(deep(levels - 1, body, kind))));
        Object object = switch (kind) {
            case "gen" -> Generator.generatorReturning(inner);
            case "agen" -> AsyncGenerator.asyncGenerator(steps);
            default -> Coroutine.coroutine(relay);
        };
        trace.name(object, "relay");
        return object;
    }

    @SuppressWarnings("unchecked") // of the types of awaitables there are here, all give Objects
    public Awaitable<Object> awaitable(Object object) {
        if (object instanceof Generator<?, ?, ?>) {
            return generator(object).asAwaitable();
        }
        if (object instanceof AsyncGenerator<?, ?> generator) {
            return (Awaitable<Object>) generator.anext();
        }
        return object instanceof Awaitable<?> ? (Awaitable<Object>) object : null;
    }

    @SuppressWarnings("unchecked") // all generators here are of Objects
    public Generator<Object, Object, Object> generator(Object object) {
        return object instanceof Generator<?, ?, ?> ? (Generator<Object, Object, Object>) object : null;
    }

    public Iterable<Object> each(int number) {
        Generator<Object, Object, Object> generator = generator(at(number));
        return generator == null ? List.of() : generator;
    }

    @SuppressWarnings("unchecked") // all generators here are of Objects
    public AsyncGenerator<Object, Object> asyncEach(int number) {
        return at(number) instanceof AsyncGenerator<?, ?> generator
                ? (AsyncGenerator<Object, Object>) generator
                : AsyncGenerator.asyncGenerator(g -> {});
    }

    public Awaitable<Object> view(int number) {
        Awaitable<Object> awaitable = awaitable(at(number));
        return awaitable == null ? null : () -> viewed(awaitable);
    }

    private AwaitIterator<Object> viewed(Awaitable<Object> awaitable) {
        AwaitIterator<Object> iterator = awaitable.awaitIterator();
        if (iterator != awaitable) {
            trace.name(iterator, "view");
        }
        return iterator;
    }

    public Iterator<Object> items(String spec) {
        Node node = Node.parse(spec);
        Items items = node.has("close") ? new ClosingItems(this, node) : new Items(this, node);
        trace.name(items, "items");
        return items;
    }

    /** Makes a step, for a body; {@code base} is the number of the body that is fresh with offset 0. */
    public Awaitable<Object> step(String spec, int base) {
        return step(Node.parse(spec), base);
    }

    Awaitable<Object> step(Node spec, int base) {
        Node of = spec.part(0);
        Object object = of.is("fresh") ? fresh(base + of.number(0)) : at(number(of));
        trace.add("> " + spec.head() + " " + trace.show(object) + " " + words(spec));
        if (!(object instanceof AsyncGenerator<?, ?>)) {
            trace.add("< absent");
            return null;
        }
        Awaitable<Object> step = add(Drive.step(this, spec, object));
        trace.add("< made " + trace.show(step));
        return step;
    }

    static String words(Node op) {
        return String.join(" ", op.from(1).stream().map(Node::toString).toList());
    }

    /** The number of the object that a C of the grammar stands for. */
    int number(Node object) {
        return object.is("last") ? last(object.number(0)) : object.number();
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

    // -----------------------------------------------------------------------------------------------------------------
    // For bodies: values and events
    // -----------------------------------------------------------------------------------------------------------------

    public void drop(Object value) {}

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
                    case "StopAsyncIteration" -> new StopAsyncIteration(show(value));
                    default -> throw new IllegalArgumentException(kind);
                });
    }

    static Object value(Node node) {
        return node.is("null") ? null : (Object) node.number();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Drives
    // -----------------------------------------------------------------------------------------------------------------

    /** Drives, for a body; the outcome is only logged. */
    public void drive(String op) {
        drive(Node.parse(op));
    }

    void drive(Node op) {
        try {
            Drive.perform(this, op);
        } catch (Throwable logged) {
            return;
        }
    }

    /** Drives, for a body; gives the drive's outcome, but nothing for a close. */
    public Object call(String op) {
        Node node = Node.parse(op);
        Object outcome = Drive.perform(this, node);
        return Drive.verb(node).equals("closed") ? null : outcome;
    }
}
