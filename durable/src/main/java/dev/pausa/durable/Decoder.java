package dev.pausa.durable;

import dev.pausa.AwaitIterator;
import dev.pausa.frame.Assembly;
import dev.pausa.frame.AsyncStep;
import dev.pausa.frame.Fetched;
import dev.pausa.frame.Frame;
import dev.pausa.frame.Handle;
import dev.pausa.frame.Kind;
import dev.pausa.frame.Look;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts a chain together. What can be made empty is, and is filled when its turn comes; so circles come back and nothing
 * recurses. What needs its parts first (records, lambdas, sets that ask for hashes) has these made on the way, and
 * filled where it may look into them.
 */
final class Decoder {
    private final Registry registry;
    private final Checked checked;
    private final @Nullable Object[] made;
    private final boolean[] isInTheMaking;
    private final Map<Integer, Frame> frames = new HashMap<>();
    private final ArrayDeque<Integer> toFill = new ArrayDeque<>();
    private final List<Integer> deferred = new ArrayList<>();
    private int depth;

    Decoder(Registry registry, Checked checked) {
        this.registry = registry;
        this.checked = checked;
        this.made = new Object[checked.items.size()];
        this.isInTheMaking = new boolean[made.length];
    }

    /** What is filled needs something that is in the making itself: it is filled later. */
    private static final class Circular extends RuntimeException {
        private static final long serialVersionUID = 1L;
        static final Circular INSTANCE = new Circular();

        private Circular() {
            super("an object needs itself to be made", null, false, false);
        }
    }

    Handle decode() {
        return (Handle) Objects.requireNonNull(decode(Scalars.list(Scalars.REFERENCE, 0)));
    }

    /** Returns a value, with all that it refers to. */
    @Nullable
    Object decode(@Nullable Object data) {
        try {
            Object root = value(data);
            fillDownTo(0);
            List<Integer> again = List.copyOf(deferred);
            deferred.clear();
            toFill.addAll(again);
            fillDownTo(0);
            if (!deferred.isEmpty()) {
                throw SnapshotException.malformed("objects need themselves to be made");
            }
            return root;
        } catch (SnapshotException refused) {
            throw refused;
        } catch (RuntimeException | StackOverflowError wrong) { // the data is not ours
            throw SnapshotException.malformed("its values do not fit together: " + wrong, wrong);
        }
    }

    /** Fills what was made since there were so many. */
    private void fillDownTo(int mark) {
        while (toFill.size() > mark) {
            int number = Objects.requireNonNull(toFill.pollLast());
            try {
                fill(number, checked.items.get(number));
            } catch (Circular later) {
                deferred.add(number);
            }
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Values
    // -----------------------------------------------------------------------------------------------------------------

    private @Nullable Object value(@Nullable Object data) {
        if (data == null) {
            return null;
        }
        List<?> value = (List<?>) data;
        return switch ((String) value.get(0)) {
            case Scalars.REFERENCE -> object((Integer) value.get(1));
            case Scalars.RESOURCE -> registry.resource((String) value.get(1));
            case Scalars.ENUM -> constant(value);
            default -> Scalars.decode(registry.codec, value);
        };
    }

    private Object constant(List<?> value) {
        for (Object each :
                Objects.requireNonNull(registry.type((String) value.get(1))).getEnumConstants()) {
            if (((Enum<?>) each).name().equals(value.get(2))) {
                return each;
            }
        }
        throw new IllegalStateException("no such constant: " + value);
    }

    private List<@Nullable Object> values(Data item) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object each : item.listOf("values")) {
            values.add(value(each));
        }
        return values;
    }

    private Object object(int number) {
        Object known = made[number];
        if (known != null) {
            return known;
        }
        if (isInTheMaking[number]) {
            throw Circular.INSTANCE;
        }
        if (++depth > 4 * Depth.MOST) {
            throw SnapshotException.malformed("objects are nested too deeply");
        }
        isInTheMaking[number] = true;
        try {
            Object object = make(number, checked.items.get(number));
            made[number] = object;
            return object;
        } finally {
            isInTheMaking[number] = false;
            depth--;
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Making
    // -----------------------------------------------------------------------------------------------------------------

    private Object make(int number, Data item) {
        String kind = item.text("is");
        return switch (kind) {
            case "coroutine", "generator", "async generator" -> laterFilled(number, shell(number, item));
            case "step" -> step(item);
            case "array" ->
                laterFilled(
                        number,
                        Array.newInstance(
                                checked.type(number).getComponentType(),
                                item.listOf("values").size()));
            case "throwable" -> laterFilled(number, throwable(number, item));
            case "iterator" -> laterFilled(number, new RestIterator(new ArrayList<>()));
            case "lambda" -> lambda(number, item);
            case "record" -> madeRecord(number, item);
            case "object" -> laterFilled(number, Fields.allocate(checked.type(number)));
            case "yielder" -> yielder(item);
            default -> jdk(number, item, kind);
        };
    }

    private Object laterFilled(int number, Object object) {
        made[number] = object;
        toFill.add(number);
        return object;
    }

    private Object jdk(int number, Data item, String kind) {
        if (Jdk.MUTABLE.containsKey(kind)) {
            return laterFilled(number, Jdk.MUTABLE.get(kind).get());
        }
        if (Jdk.SORTED.containsKey(kind)) {
            return laterFilled(number, Jdk.sorted(kind, value(item.get("by"))));
        }
        try {
            return Jdk.immutable(kind, complete(item));
        } catch (RuntimeException refused) {
            throw circularOr(refused, "a " + kind + " cannot be made");
        }
    }

    /** What is in an object, with all that it consists of. */
    private List<@Nullable Object> complete(Data item) {
        int mark = toFill.size();
        List<@Nullable Object> contents = values(item);
        fillDownTo(mark);
        return contents;
    }

    private static RuntimeException circularOr(RuntimeException thrown, String what) {
        return thrown instanceof Circular || thrown instanceof SnapshotException
                ? thrown
                : SnapshotException.malformed(what + ": " + thrown, thrown);
    }

    private Object madeRecord(int number, Data item) {
        Class<?> type = checked.type(number);
        Data saved = item.mapOf("fields");
        int mark = toFill.size();
        List<@Nullable Object> components = new ArrayList<>();
        for (Field component : Fields.components(type)) {
            components.add(value(saved.get(component.getName())));
        }
        fillDownTo(mark);
        try {
            return Fields.canonical(type).newInstance(components.toArray());
        } catch (InvocationTargetException refused) {
            throw SnapshotException.malformed(
                    "the constructor of " + type.getName() + " refuses what was saved: " + refused.getCause(), refused);
        } catch (ReflectiveOperationException impossible) {
            throw SnapshotException.malformed("no " + type.getName() + " can be made", impossible);
        }
    }

    private Object lambda(int number, Data item) {
        var lambda = checked.lambda(number);
        try {
            return Assembly.lambda(lambda.host(), lambda.form(values(item).toArray()));
        } catch (ReflectiveOperationException refused) {
            throw SnapshotException.malformed("the lambda " + lambda.key() + " cannot be made", refused);
        }
    }

    private Throwable throwable(int number, Data item) {
        String text = (String) item.get("text");
        if (item.get("type") != null) {
            return Fields.throwable(checked.type(number), text);
        }
        String was = item.text("was");
        String again = was + ": ";
        return new DurableException(
                was, text != null && text.startsWith(again) ? text.substring(again.length()) : text);
    }

    private Object yielder(Data item) {
        int owner = (Integer) item.listOf("of").get(1);
        object(owner);
        return Objects.requireNonNull(frames.get(owner));
    }

    private Handle shell(int number, Data item) {
        Checked.Place place = checked.place(number);
        if (place != null) {
            frames.put(number, Assembly.frame(place.known().body().prototype()));
        }
        return Handles.shell(item.text("is"));
    }

    private Handle step(Data item) {
        AsyncStep.Mode mode = AsyncStep.Mode.valueOf(item.text("mode"));
        if (item.text("stage").equals("ended")) {
            return Assembly.step(new Assembly.EndedStep(mode), Handles.shell("async generator"));
        }
        return Assembly.step(new Assembly.OfStep(
                (Handle) Objects.requireNonNull(value(item.get("of"))),
                mode,
                value(item.get("value")),
                (Throwable) value(item.get("raised")),
                item.text("stage").equals("paused")));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Filling
    // -----------------------------------------------------------------------------------------------------------------

    private void fill(int number, Data item) {
        Object object = Objects.requireNonNull(made[number]);
        if (object instanceof Handle handle) {
            fillHandle(number, item, handle);
        } else if (object.getClass().isArray()) {
            fillArray(object, values(item));
        } else if (object instanceof RestIterator rest) {
            rest.left().addAll(values(item));
        } else if (object instanceof Throwable thrown) {
            fillThrowable(number, item, thrown);
        } else if (item.text("is").equals("object")) {
            fillFields(object, checked.type(number), item);
        } else {
            fillJdk(object, item);
        }
    }

    private static void fillArray(Object array, List<@Nullable Object> values) {
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
    }

    private void fillJdk(Object object, Data item) {
        List<@Nullable Object> contents = Jdk.needsComplete(object) ? complete(item) : values(item);
        try {
            Jdk.fill(object, contents);
        } catch (RuntimeException refused) {
            throw circularOr(refused, "what was saved cannot be put into a " + item.text("is"));
        }
    }

    private void fillFields(Object object, Class<?> type, Data item) {
        Data saved = item.mapOf("fields");
        Map<Field, @Nullable Object> values = new HashMap<>();
        Fields.of(type).forEach((name, field) -> values.put(field, value(saved.get(name))));
        values.forEach((field, value) -> Fields.set(field, object, value));
    }

    private void fillThrowable(int number, Data item, Throwable thrown) {
        Throwable cause = (Throwable) value(item.get("cause"));
        List<@Nullable Object> suppressed = new ArrayList<>();
        item.listOf("suppressed").forEach(each -> suppressed.add(value(each)));
        thrown.setStackTrace(Traces.decode(item.listOf("trace")));
        if (cause != null) {
            thrown.initCause(cause);
        }
        suppressed.forEach(each -> thrown.addSuppressed((Throwable) Objects.requireNonNull(each)));
        if (item.has("fields")) {
            fillFields(thrown, checked.type(number), item);
        }
    }

    private void fillHandle(int number, Data item, Handle handle) {
        switch (item.text("stage")) {
            case "paused" -> fillFrame(number, item, handle);
            case "fresh" ->
                Assembly.put(
                        handle,
                        new Assembly.Fresh(
                                kind(item),
                                Objects.requireNonNull(value(item.get("body"))),
                                value(item.get("argument"))));
            default ->
                Assembly.put(handle, new Assembly.Ended(kind(item), value(item.get("result")), (Throwable)
                        value(item.get("thrown"))));
        }
        if (item.get("name") instanceof String name) {
            Look.setName(handle, name);
        }
    }

    private static Kind kind(Data item) {
        return Checked.kind(item);
    }

    private void fillFrame(int number, Data item, Handle handle) {
        Checked.Place place = Objects.requireNonNull(checked.place(number));
        Frame frame = Objects.requireNonNull(frames.get(number));
        List<@Nullable Object> values = new ArrayList<>();
        for (int from : place.from()) {
            values.add(value(((List<?>) item.listOf("values").get(from)).get(3)));
        }
        Handle awaited = awaited(item);
        Object held = item.get("held") == null
                ? null
                : Fetched.of(value(item.listOf("held").get(0)));
        for (int i = 0; i < values.size(); i++) {
            String field = place.point().values().get(i).field();
            if (!field.isEmpty()) {
                Assembly.write(frame, field, values.get(i));
            }
        }
        Assembly.put(
                handle,
                new Assembly.Paused(frame, awaited, held, item.flag("stepping"), item.flag("closing")),
                place.point().state());
    }

    private @Nullable Handle awaited(Data item) {
        Object awaited = item.get("awaits");
        if (awaited == null || awaited instanceof List<?>) {
            return (Handle) value(awaited);
        }
        Data link = item.mapOf("awaits");
        Object of = Objects.requireNonNull(value(link.get("of")));
        return switch (link.text("link")) {
            case "going on" -> Assembly.link(new Assembly.GoingOn((Handle) of, link.flag("begun")));
            case "elements" -> Assembly.link(new Assembly.Elements((Iterator<?>) of, false));
            default -> Assembly.link((AwaitIterator<?>) of);
        };
    }
}
