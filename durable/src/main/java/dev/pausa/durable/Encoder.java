package dev.pausa.durable;

import dev.pausa.frame.Assembly;
import dev.pausa.frame.BodyObject;
import dev.pausa.frame.Frame;
import dev.pausa.frame.Handle;
import dev.pausa.frame.Lambdas;
import dev.pausa.frame.Look;
import dev.pausa.weaver.BodyTable;
import dev.pausa.weaver.Matching;
import dev.pausa.weaver.runtime.HostCode;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a chain apart. Each object gets a number when it is first met and is looked at when its turn comes, so nothing
 * recurses. Open iterators come last: to look at what is left of one takes it, and by then all is known that can fail
 * without them.
 */
final class Encoder {
    private static final int MOST = 1_000_000;

    private final Registry registry;
    private final Registry.@Nullable Root root;
    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
    private final List<Item> items = new ArrayList<>();
    private final ArrayDeque<Item> waiting = new ArrayDeque<>();
    private final ArrayDeque<Item> open = new ArrayDeque<>();
    private final IdentityHashMap<Object, List<Consumer<RestIterator>>> places = new IdentityHashMap<>();
    private final IdentityHashMap<Object, RestIterator> drained = new IdentityHashMap<>();
    private final IdentityHashMap<Frame, Integer> owners = new IdentityHashMap<>();
    private final List<Item> yielders = new ArrayList<>();
    private final List<Handle> chain = new ArrayList<>();

    Encoder(Registry registry, Registry.@Nullable Root root) {
        this.registry = registry;
        this.root = root;
    }

    /** An object with its number, and how it was come by. */
    private record Item(Object object, int number, Where where, Map<String, @Nullable Object> data) {}

    void encode(Handle handle) {
        refuseIfNotPaused(handle);
        addChain(handle);
        takeAll();
    }

    /** Takes apart a value that is in no chain; returns it as data, which refers to {@link #objects}. */
    @Nullable
    Object encodeValue(@Nullable Object value, String what) {
        Object data = value(value, new Where(null, what));
        takeAll();
        return data;
    }

    private void takeAll() {
        while (!waiting.isEmpty() || !open.isEmpty()) {
            Item next = waiting.isEmpty() ? open.remove() : waiting.remove();
            take(next);
        }
        yielders.forEach(this::takeYielder);
        int deep = Depth.tooDeep(items.stream().map(Item::data).toList());
        if (deep >= 0) {
            throw unsavable(
                    items.get(deep).where,
                    "it holds objects that are nested too deeply, more than " + Depth.MOST
                            + " in each other; keep them in a list");
        }
    }

    private void refuseIfNotPaused(Handle handle) {
        if (!Look.isSuspended(handle)) {
            throw SnapshotException.unsavable("cannot save " + Look.describe(handle)
                    + ": only what is paused can be saved;" + " begin it, or look at its state() first");
        }
        if (Assembly.isAwaited(handle)) {
            throw SnapshotException.unsavable(
                    "cannot save " + Look.describe(handle) + ": another body awaits it; save the root of the chain");
        }
    }

    /** The objects of the chain have the first numbers, from the root to the leaf. */
    private void addChain(Handle handle) {
        for (Handle next = handle; next != null; ) {
            Assembly.Content content = Assembly.of(next);
            if (Look.isObject(next)) {
                number(next, new Where(null, nameOf(next)));
                chain.add(next);
            }
            if (content instanceof Assembly.Paused paused) {
                next = paused.awaiting();
            } else if (content instanceof Assembly.GoingOn link) {
                next = link.operand();
            } else {
                next = content instanceof Assembly.OfStep step && step.isPaused() ? step.generator() : null;
            }
        }
    }

    private static String nameOf(Handle handle) {
        StackTraceElement place = Look.location(handle);
        return Look.name(handle)
                + (place == null ? "" : " (" + place.getFileName() + ":" + place.getLineNumber() + ")");
    }

    Snapshot snapshot() {
        List<Object> frames = new ArrayList<>();
        List<Object> objects = new ArrayList<>();
        for (Item item : items) {
            if (item.number < chain.size()) {
                frames.add(item.data);
            } else {
                objects.add(item.data);
            }
        }
        Map<String, @Nullable Object> first = items.get(0).data;
        Registry.Root begun = Objects.requireNonNull(root);
        first.put("root", Scalars.list(begun.key(), begun.version()));
        return new Snapshot("", 0, frames, objects);
    }

    /** Returns all objects as data. */
    List<Object> objects() {
        return new ArrayList<>(items.stream().map(Item::data).toList());
    }

    /** Returns all coroutine objects that were met. */
    List<Handle> handles() {
        List<Handle> handles = new ArrayList<>();
        for (Item item : items) {
            if (item.object instanceof Handle handle) {
                handles.add(handle);
            }
        }
        return handles;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Values
    // -----------------------------------------------------------------------------------------------------------------

    private @Nullable Object value(@Nullable Object value, Where where) {
        return value(value, where, null);
    }

    /** Returns a value as data; {@code place} puts something in its place, where that can be done. */
    private @Nullable Object value(@Nullable Object value, Where where, @Nullable Consumer<RestIterator> place) {
        if (value == null) {
            return null;
        }
        String resource = registry.resourceName(value);
        if (resource != null) {
            return Scalars.list(Scalars.RESOURCE, resource);
        }
        List<@Nullable Object> scalar = Scalars.encode(registry.codec, value);
        if (scalar != null) {
            return scalar;
        }
        if (value instanceof Enum<?> constant) {
            String alias = registry.aliasOf(constant.getDeclaringClass());
            if (alias == null) {
                throw unregistered(constant.getDeclaringClass(), where);
            }
            return Scalars.list(Scalars.ENUM, alias, constant.name());
        }
        if (Jdk.isIterator(value)) {
            note(value, where, place);
        }
        return Scalars.list(Scalars.REFERENCE, number(value, where));
    }

    private int number(Object object, Where where) {
        Integer known = numbers.get(object);
        if (known != null) {
            return known;
        }
        if (items.size() == MOST) {
            throw unsavable(where, "it comes with more than " + MOST + " objects");
        }
        Item item = new Item(object, items.size(), where, new LinkedHashMap<>());
        items.add(item);
        numbers.put(object, item.number);
        (Jdk.isIterator(object) ? open : waiting).add(item);
        return item.number;
    }

    private void note(Object iterator, Where where, @Nullable Consumer<RestIterator> place) {
        if (place == null) {
            throw unsavable(
                    where,
                    "is an iterator (" + iterator.getClass().getName()
                            + ") inside of another object; only those of variables can be saved: keep the elements"
                            + " that are left instead");
        }
        RestIterator rest = drained.get(iterator);
        if (rest != null) {
            place.accept(rest);
        } else {
            places.computeIfAbsent(iterator, any -> new ArrayList<>()).add(place);
        }
    }

    private static SnapshotException unsavable(Where where, String why) {
        return SnapshotException.unsavable("cannot save " + where + ": " + why);
    }

    private static SnapshotException unregistered(Class<?> type, Where where) {
        return unsavable(
                where,
                "is a " + type.getName() + ", which is not registered: register it with type(alias, "
                        + type.getSimpleName()
                        + ".class), or the object with resource(name, object) if it belongs to the"
                        + " process");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Objects
    // -----------------------------------------------------------------------------------------------------------------

    private void take(Item item) {
        Object object = item.object;
        boolean isIterator = object instanceof RestIterator || Jdk.isIterator(object);
        String jdk = isIterator ? null : Jdk.nameOf(object);
        if (object instanceof Handle handle) {
            takeHandle(item, handle);
        } else if (object instanceof Frame) {
            yielders.add(item);
        } else if (object.getClass().isArray()) {
            takeArray(item);
        } else if (object instanceof Throwable thrown) {
            takeThrowable(item, thrown);
        } else if (jdk != null) {
            takeJdk(item, jdk);
        } else if (isIterator) {
            takeIterator(item);
        } else if (object instanceof BodyObject body) {
            takeBody(item, body);
        } else if (object.getClass().isHidden()) {
            takeLambda(item);
        } else {
            takeRegistered(item);
        }
    }

    private void takeArray(Item item) {
        Class<?> element = item.object.getClass().getComponentType();
        int dimensions = 1;
        for (; element.isArray(); element = element.getComponentType()) {
            dimensions++;
        }
        item.data.put("is", "array");
        item.data.put("of", nameOfElement(element, item.where));
        item.data.put("dimensions", dimensions);
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < Array.getLength(item.object); i++) {
            values.add(value(Array.get(item.object, i), item.where.to("[" + i + "]")));
        }
        item.data.put("values", values);
    }

    private String nameOfElement(Class<?> element, Where where) {
        String known = ArrayTypes.nameOf(element);
        String alias = known == null ? registry.aliasOf(element) : null;
        if (known == null && alias == null) {
            throw unsavable(where, "is an array of " + element.getName() + ", which is not registered");
        }
        return known != null ? known : "@" + alias;
    }

    private void takeJdk(Item item, String name) {
        item.data.put("is", name);
        if (Jdk.SORTED.containsKey(name)) {
            item.data.put("by", value(Jdk.order(item.object), item.where.to(".comparator()")));
        }
        item.data.put("values", all(Jdk.contents(item.object), item.where));
    }

    private List<@Nullable Object> all(List<? extends @Nullable Object> contents, Where where) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object each : contents) {
            values.add(value(each, where.to("[" + values.size() + "]")));
        }
        return values;
    }

    private void takeIterator(Item item) {
        RestIterator rest = item.object instanceof RestIterator own ? own : drain(item);
        item.data.put("is", "iterator");
        item.data.put("values", all(rest.left(), item.where));
    }

    private RestIterator drain(Item item) {
        List<@Nullable Object> left = new ArrayList<>();
        Iterator<?> iterator = (Iterator<?>) item.object;
        while (iterator.hasNext() && left.size() < MOST) {
            left.add(iterator.next());
        }
        RestIterator rest = new RestIterator(left);
        drained.put(iterator, rest);
        places.getOrDefault(iterator, List.of()).forEach(place -> place.accept(rest));
        return rest;
    }

    private void takeThrowable(Item item, Throwable thrown) {
        Class<?> type = thrown.getClass();
        String jdk = Jdk.THROWABLES.get(type.getSimpleName()) == type ? type.getSimpleName() : null;
        String alias = jdk == null ? registry.aliasOf(type) : null;
        item.data.put("is", "throwable");
        item.data.put("type", jdk != null ? jdk : alias == null ? null : "@" + alias);
        item.data.put("text", thrown.getMessage());
        if (jdk == null && alias == null) {
            item.data.put("was", thrown instanceof DurableException own ? own.original() : type.getName());
        }
        item.data.put("trace", Traces.encode(thrown.getStackTrace()));
        item.data.put("cause", value(thrown.getCause(), item.where.to(".getCause()")));
        item.data.put("suppressed", all(List.of(thrown.getSuppressed()), item.where.to(".getSuppressed()")));
        if (alias != null) {
            takeFields(item, type);
        }
    }

    private void takeLambda(Item item) {
        SerializedLambda form;
        try {
            form = Lambdas.serialized(item.object);
        } catch (ReflectiveOperationException notSerializable) {
            throw unsavable(
                    item.where,
                    "is a lambda of a type that is not serializable (" + item.object.getClass()
                            + "); let its type extend java.io.Serializable, so that it says what its code is");
        }
        List<Object> captured = new ArrayList<>();
        for (int i = 0; i < form.getCapturedArgCount(); i++) {
            captured.add(form.getCapturedArg(i));
        }
        takeLambda(item, registry.lambda(item.object.getClass(), form), form.getCapturingClass(), captured);
    }

    /** What weaving ahead of time has put in the place of a lambda. */
    private void takeBody(Item item, BodyObject body) {
        HostCode.Lambda lambda = registry.lambda(body.getClass());
        List<Object> captured = lambda == null ? List.of() : lambda.captured(body);
        takeLambda(item, lambda, body.getClass().getName(), captured);
    }

    private void takeLambda(Item item, HostCode.@Nullable Lambda lambda, String in, List<Object> captured) {
        if (lambda == null) {
            throw unsavable(
                    item.where,
                    "is a lambda that stands in " + in.replace('/', '.') + ", which is not registered: host(alias, …)");
        }
        item.data.put("is", "lambda");
        item.data.put("in", registry.hostOf(lambda));
        item.data.put("code", lambda.key());
        item.data.put("among", lambda.among());
        item.data.put("hash", lambda.hash());
        item.data.put("types", HostCode.captured(lambda));
        List<@Nullable Object> values = new ArrayList<>();
        for (Object each : captured) {
            values.add(value(each, item.where.to(" captured " + (values.size() + 1))));
        }
        item.data.put("values", values);
    }

    private void takeRegistered(Item item) {
        Class<?> type = item.object.getClass();
        String alias = registry.aliasOf(type);
        if (alias == null) {
            String why = Refused.why(type);
            throw why == null
                    ? unregistered(type, item.where)
                    : unsavable(item.where, "is a " + type.getName() + ", which cannot be saved: " + why);
        }
        item.data.put("is", type.isRecord() ? "record" : "object");
        item.data.put("type", alias);
        takeFields(item, type);
    }

    private void takeFields(Item item, Class<?> type) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Field> each : fieldsOf(type, item.where).entrySet()) {
            Object value = Fields.get(each.getValue(), item.object);
            fields.put(each.getKey(), value(value, item.where.to("." + each.getKey())));
        }
        item.data.put("fields", fields);
    }

    private static Map<String, Field> fieldsOf(Class<?> type, Where where) {
        try {
            return Fields.of(type);
        } catch (IllegalStateException closed) {
            throw unsavable(where, Objects.requireNonNull(closed.getMessage()));
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Coroutine objects
    // -----------------------------------------------------------------------------------------------------------------

    private void takeHandle(Item item, Handle handle) {
        Map<String, @Nullable Object> data = item.data;
        data.put("is", Handles.nameOf(handle));
        String name = Assembly.givenName(handle);
        if (name != null) {
            data.put("name", name);
        }
        Assembly.Content content = Assembly.of(handle);
        if (content instanceof Assembly.Paused paused) {
            data.put("stage", "paused");
            takeFrame(item, paused);
        } else if (content instanceof Assembly.Fresh fresh) {
            data.put("stage", "fresh");
            data.put("kind", fresh.kind().name());
            data.put("body", value(fresh.body(), item.where.to(" body")));
            data.put("argument", value(fresh.argument(), item.where.to(" argument")));
        } else if (content instanceof Assembly.Ended ended) {
            data.put("stage", "ended");
            data.put("kind", ended.kind().name());
            data.put("result", value(ended.result(), item.where.to(" result")));
            data.put("thrown", value(ended.thrown(), item.where.to(" outcome")));
        } else if (content instanceof Assembly.OfStep step) {
            data.put("stage", step.isPaused() ? "paused" : "fresh");
            data.put("mode", step.mode().name());
            data.put("of", value(step.generator(), item.where.to(" generator")));
            data.put("value", value(step.value(), item.where.to(" value")));
            data.put("raised", value(step.raised(), item.where.to(" exception")));
        } else if (content instanceof Assembly.EndedStep step) {
            data.put("stage", "ended");
            data.put("mode", step.mode().name());
        } else {
            String why = content instanceof Assembly.Unsavable unsavable ? unsavable.why() : "it is no object";
            throw unsavable(item.where, why);
        }
    }

    private void takeFrame(Item item, Assembly.Paused paused) {
        Frame frame = paused.frame();
        Registry.Known known = registry.bodyOf(frame.getClass());
        if (known == null) {
            throw unsavable(item.where, "no registered host declares its body: register the class with host(alias, …)");
        }
        owners.put(frame, item.number);
        BodyTable.Point point = known.table().points().get(Assembly.point(frame) - 1);
        Matching.Saved saved = Matching.Saved.of(known.table(), point);
        item.data.put("in", known.host());
        putPoint(item.data, saved, point);
        StackTraceElement place = Assembly.place(frame);
        Where body = new Where(
                null,
                Look.name((Handle) item.object) + " ("
                        + (place == null ? "" : place.getFileName() + ":" + place.getLineNumber()) + "), ");
        item.data.put("values", valuesOf(frame, point, body));
        item.data.put("held", heldOf(item, paused));
        item.data.put("stepping", paused.isStepping());
        item.data.put("closing", paused.isClosing());
        item.data.put("awaits", awaited(paused.awaiting(), body));
    }

    static void putPoint(Map<String, @Nullable Object> data, Matching.Saved saved, BodyTable.Point point) {
        data.put("body", saved.key());
        data.put("among", saved.among());
        data.put("hash", saved.hash());
        data.put("point", saved.label());
        data.put("unique", saved.isUnique());
        data.put("at", saved.number());
        data.put("points", saved.labels());
        data.put("line", point.line());
    }

    private @Nullable Object heldOf(Item item, Assembly.Paused paused) {
        if (paused.held() == null) {
            return null;
        }
        Object held = dev.pausa.frame.Fetched.value(paused.held());
        return Scalars.list(value(held, item.where.to(" fetched value")));
    }

    private List<Object> valuesOf(Frame frame, BodyTable.Point point, Where body) {
        List<Object> values = new ArrayList<>();
        for (BodyTable.Value each : point.values()) {
            Object live = each.field().isEmpty() ? null : Assembly.read(frame, each.field());
            Where where = body.to(each.shown());
            Consumer<RestIterator> place = rest -> replace(frame, each.field(), rest, where);
            if (live instanceof Throwable thrown) {
                requireFitting(frame, each.field(), thrown, where);
            }
            values.add(Scalars.list(each.name(), each.isOperand(), each.descriptor(), value(live, where, place)));
        }
        return values;
    }

    private static void replace(Frame frame, String field, RestIterator rest, Where where) {
        if (!ArrayTypes.fieldType(frame, field).isInstance(rest)) {
            throw unsavable(where, "is an iterator in a variable of a type of its own; declare it as Iterator");
        }
        Assembly.write(frame, field, rest);
    }

    /** What stands for an exception whose class is not registered must fit where that one is. */
    private void requireFitting(Frame frame, String field, Throwable thrown, Where where) {
        Class<?> type = thrown.getClass();
        boolean isKnown = Jdk.THROWABLES.get(type.getSimpleName()) == type || registry.aliasOf(type) != null;
        if (!isKnown && !ArrayTypes.fieldType(frame, field).isAssignableFrom(DurableException.class)) {
            throw unsavable(
                    where,
                    "is a " + type.getName() + ", which is not registered, and no DurableException can"
                            + " stand for it here; register it with type(alias, " + type.getSimpleName() + ".class)");
        }
    }

    private @Nullable Object awaited(@Nullable Handle next, Where where) {
        if (next == null || Look.isObject(next)) {
            return value(next, where.to("awaited"));
        }
        Assembly.Content content = Assembly.of(next);
        Map<String, @Nullable Object> link = new LinkedHashMap<>();
        if (content instanceof Assembly.GoingOn going) {
            link.put("link", "going on");
            link.put("begun", going.isPaused());
            link.put("of", value(going.operand(), where.to("awaited")));
        } else if (content instanceof Assembly.Elements elements && !elements.closes()) {
            link.put("link", "elements");
            link.put("of", value(elements.iterator(), where.to("elements"), rest -> Assembly.replace(next, rest)));
        } else if (content instanceof Assembly.Foreign foreign && !(foreign.iterator() instanceof CompletionStage<?>)) {
            link.put("link", "foreign");
            link.put("of", value(foreign.iterator(), where.to("awaited")));
        } else {
            throw unsavable(where.to("awaited"), whyNot(content));
        }
        return link;
    }

    private static String whyNot(Assembly.Content content) {
        if (content instanceof Assembly.Foreign foreign) {
            return "is a " + foreign.iterator().getClass().getName() + ", which nobody completes in another process;"
                    + " a durable body awaits coroutines and durable operations";
        }
        return content instanceof Assembly.Unsavable unsavable
                ? unsavable.why()
                : "is something that has to be closed, such as a stream; collect its elements before";
    }

    /** A yielder is the frame of a generator: it is saved as that, which has to be known by now. */
    private void takeYielder(Item item) {
        Integer owner = owners.get((Frame) item.object);
        if (owner == null) {
            throw unsavable(item.where, "is the yielder of a generator that is not saved with it");
        }
        item.data.put("is", "yielder");
        item.data.put("of", Scalars.list(Scalars.REFERENCE, owner));
    }
}
