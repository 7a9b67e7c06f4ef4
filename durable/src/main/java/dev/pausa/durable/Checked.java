package dev.pausa.durable;

import dev.pausa.frame.AsyncStep;
import dev.pausa.frame.Frame;
import dev.pausa.frame.Kind;
import dev.pausa.weaver.BodyTable;
import dev.pausa.weaver.Matching;
import dev.pausa.weaver.runtime.HostCode;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of which everything was looked at before anything is made: that all it names was registered, that the code
 * has the points, that values are of the types of what they go into, that numbers lead to objects and awaits not in a
 * circle. Classes come from the registry and the hosts' class files, never from names in the data.
 */
final class Checked {
    private static final int MOST = 1_000_000;

    private final Registry registry;
    final List<Data> items = new ArrayList<>();
    private final List<Class<?>> types = new ArrayList<>();
    private final Map<Integer, Place> places = new HashMap<>();
    private final Map<Integer, HostCode.Lambda> lambdas = new HashMap<>();

    /** Where a frame goes on. */
    record Place(Registry.Known known, BodyTable.Point point, List<Integer> from) {}

    Checked(Registry registry, Snapshot snapshot) {
        this.registry = registry;
        Data frames = Data.list(snapshot.frames(), "frames");
        add(frames);
        add(Data.list(snapshot.objects(), "objects"));
        if (frames.size() == 0 || !"paused".equals(items.get(0).get("stage"))) {
            throw SnapshotException.malformed("it does not begin with a paused coroutine");
        }
        requireRoot(snapshot);
        checkAll();
    }

    /** A value that is in no chain, and the objects that it refers to. */
    Checked(Registry registry, Data objects, @Nullable Object value) {
        this.registry = registry;
        add(objects);
        checkAll();
        typeOfValue(new Data(objects, "the value"), value);
    }

    private void checkAll() {
        for (int i = 0; i < items.size(); i++) {
            findPlace(i);
        }
        for (int i = 0; i < items.size(); i++) {
            types.add(typeOf(i, items.get(i)));
        }
        for (int i = 0; i < items.size(); i++) {
            check(i, items.get(i));
        }
        refuseCircles();
        int deep = Depth.tooDeep(items.stream().map(Data::data).toList());
        if (deep >= 0) {
            throw malformed(items.get(deep), "holds objects that are nested too deeply");
        }
    }

    private void add(Data list) {
        if (items.size() + list.size() > MOST) {
            throw SnapshotException.malformed("it has more than " + MOST + " objects");
        }
        for (int i = 0; i < list.size(); i++) {
            items.add(list.map(i));
        }
    }

    private void requireRoot(Snapshot snapshot) {
        Snapshots.RootName name = Snapshots.RootName.of(snapshot);
        Registry.Root root = registry.roots.get(name.key());
        if (root == null) {
            throw SnapshotException.incompatible("no body is registered as " + name.key());
        }
        if (name.version() > root.version()) {
            throw SnapshotException.incompatible(name.key() + " was saved by version " + name.version()
                    + ", and this process has version " + root.version());
        }
    }

    private static SnapshotException malformed(Data item, String why) {
        return SnapshotException.malformed(item.place() + " " + why);
    }

    boolean isPaused(int number) {
        String kind = items.get(number).text("is");
        return "paused".equals(items.get(number).get("stage")) && Handles.type(kind) != null && !kind.equals("step");
    }

    /** Returns where a paused object goes on; null for any other. */
    @Nullable
    Place place(int number) {
        return places.get(number);
    }

    HostCode.Lambda lambda(int number) {
        return Objects.requireNonNull(lambdas.get(number));
    }

    Class<?> type(int number) {
        return types.get(number);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Code
    // -----------------------------------------------------------------------------------------------------------------

    private void findPlace(int number) {
        Data item = items.get(number);
        if (isPaused(number)) {
            places.put(number, placeOf(item));
        } else if (item.text("is").equals("lambda")) {
            lambdas.put(number, lambdaOf(item));
        }
    }

    private Place placeOf(Data item) {
        String host = item.text("in");
        List<Matching.Live> values = new ArrayList<>();
        for (Object each : item.listOf("values")) {
            if (!(each instanceof List<?> value
                    && value.size() == 4
                    && value.get(0) instanceof String name
                    && value.get(1) instanceof Boolean isOperand
                    && value.get(2) instanceof String descriptor)) {
                throw malformed(item, "has a value without name and type");
            }
            values.add(new Matching.Live(name, isOperand, descriptor));
        }
        Matching.Saved saved = new Matching.Saved(
                item.text("body"),
                item.number("among"),
                item.text("hash"),
                item.text("point"),
                item.flag("unique"),
                item.number("at"),
                item.text("points"),
                values);
        if (registry.host(host) == null) {
            throw SnapshotException.incompatible(
                    "no host is registered as " + host + ", which " + item.place() + " names");
        }
        Registry.Known known = registry.body(host, saved);
        if (known == null) {
            throw SnapshotException.incompatible("in " + host + " no body is certainly the one that was saved as "
                    + saved.key() + ": bodies were added to its method, or removed, and none has its code");
        }
        Matching.Match match = Matching.point(saved, known.table());
        if (!match.isFound()) {
            throw SnapshotException.incompatible(
                    host + " " + saved.key() + ", saved at line " + item.get("line") + ": " + match.why());
        }
        return new Place(known, match.point(), match.from());
    }

    private HostCode.Lambda lambdaOf(Data item) {
        HostCode.Lambda lambda =
                registry.lambda(item.text("in"), item.text("code"), item.number("among"), item.text("hash"));
        if (lambda == null) {
            throw SnapshotException.incompatible("in " + item.text("in") + " no lambda is certainly the one that was"
                    + " saved as " + item.text("code"));
        }
        if (!HostCode.captured(lambda).equals(item.listOf("types"))) {
            throw SnapshotException.incompatible("the lambda " + item.text("code") + " in " + item.text("in")
                    + " captures other variables than it did");
        }
        return lambda;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Types
    // -----------------------------------------------------------------------------------------------------------------

    private Class<?> typeOf(int number, Data item) {
        String kind = item.text("is");
        Class<?> handle = Handles.type(kind);
        if (handle != null) {
            return handle;
        }
        return switch (kind) {
            case "array" -> arrayType(item);
            case "throwable" -> throwableType(item);
            case "iterator" -> RestIterator.class;
            case "lambda" -> lambdaType(item, lambda(number));
            case "yielder" -> yielderType(item);
            case "object", "record" -> objectType(item);
            default -> jdkType(item, kind);
        };
    }

    private static Class<?> jdkType(Data item, String kind) {
        if (Jdk.MUTABLE.containsKey(kind)) {
            return Jdk.MUTABLE.get(kind).get().getClass();
        }
        Class<?> type = Jdk.SORTED.getOrDefault(kind, Jdk.IMMUTABLE.get(kind));
        if (type == null) {
            throw malformed(item, "is a " + kind + ", and there is no such thing");
        }
        return type;
    }

    private Class<?> arrayType(Data item) {
        String name = item.text("of");
        int dimensions = item.number("dimensions");
        Class<?> element = name.startsWith("@") ? registry.type(name.substring(1)) : ArrayTypes.named(name);
        if (element == null || dimensions < 1 || dimensions > 20) {
            throw malformed(item, "is an array of a type that is not registered, " + name);
        }
        return Array.newInstance(element, new int[dimensions]).getClass();
    }

    private Class<?> throwableType(Data item) {
        if (item.get("type") == null) {
            item.text("was");
            return DurableException.class;
        }
        String name = item.text("type");
        Class<?> type = name.startsWith("@") ? registry.type(name.substring(1)) : Jdk.THROWABLES.get(name);
        if (type == null || !Throwable.class.isAssignableFrom(type)) {
            throw malformed(item, "is an exception of a type that is not registered, " + name);
        }
        return type;
    }

    private static Class<?> lambdaType(Data item, HostCode.Lambda lambda) {
        String name = lambda.form(new Object[0]).getFunctionalInterfaceClass().replace('/', '.');
        try {
            return Class.forName(name, false, lambda.host().getClassLoader());
        } catch (ClassNotFoundException absent) {
            throw malformed(item, "is a lambda of a type that is not there, " + name);
        }
    }

    private Class<?> yielderType(Data item) {
        Place place = places.get(reference(item, item.get("of")));
        if (place == null || !place.known.body().kind().hasYielder()) {
            throw malformed(item, "is the yielder of no generator");
        }
        return place.known.body().prototype().getClass();
    }

    private Class<?> objectType(Data item) {
        Class<?> type = registry.type(item.text("type"));
        if (type == null) {
            throw SnapshotException.malformed(
                    "no type is registered as " + item.text("type") + ", which " + item.place() + " names");
        }
        boolean isOther = type.isEnum()
                || Throwable.class.isAssignableFrom(type)
                || Modifier.isAbstract(type.getModifiers())
                || type.isRecord() != item.text("is").equals("record");
        if (isOther) {
            throw malformed(item, "is said to be an object with fields of " + type.getName() + ", which has none such");
        }
        return type;
    }

    int reference(Data item, @Nullable Object value) {
        if (value instanceof List<?> list
                && list.size() == 2
                && Scalars.REFERENCE.equals(list.get(0))
                && list.get(1) instanceof Integer number
                && number >= 0
                && number < items.size()) {
            return number;
        }
        throw malformed(item, "refers to an object that is not there");
    }

    /** Returns the type of a value; null for null. */
    private @Nullable Class<?> typeOfValue(Data item, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof List<?> list) || list.size() < 2 || !(list.get(0) instanceof String kind)) {
            throw malformed(item, "has a value that is none");
        }
        return switch (kind) {
            case Scalars.REFERENCE -> types.get(reference(item, value));
            case Scalars.RESOURCE -> resource(item, list).getClass();
            case Scalars.ENUM -> constant(item, list).getClass();
            default -> Scalars.type(list);
        };
    }

    private Object resource(Data item, List<?> value) {
        Object resource = value.get(1) instanceof String name ? registry.resource(name) : null;
        if (resource == null) {
            throw SnapshotException.incompatible(
                    "no resource is registered as " + value.get(1) + ", which " + item.place() + " needs");
        }
        return resource;
    }

    private Enum<?> constant(Data item, List<?> value) {
        Class<?> type = value.size() == 3 && value.get(1) instanceof String alias ? registry.type(alias) : null;
        if (type == null || !type.isEnum()) {
            throw malformed(item, "has a constant of an enum that is not registered, " + value.get(1));
        }
        for (Object each : type.getEnumConstants()) {
            if (((Enum<?>) each).name().equals(value.get(2))) {
                return (Enum<?>) each;
            }
        }
        throw SnapshotException.incompatible(value.get(1) + " has no constant " + value.get(2) + " any more");
    }

    private void requireFit(Data item, Class<?> target, @Nullable Object value, String what) {
        Class<?> type = typeOfValue(item, value);
        boolean fits =
                type == null ? !target.isPrimitive() : isOf(target, type) || isLambda(value) && !target.isPrimitive();
        if (!fits) {
            throw malformed(
                    item,
                    "has in " + what + " a " + (type == null ? "null" : type.getName()) + ", where a "
                            + target.getName() + " belongs");
        }
    }

    /** A lambda may have further interfaces; the JVM looks at it when it is put in its place. */
    private boolean isLambda(@Nullable Object value) {
        return value instanceof List<?> list
                && Scalars.REFERENCE.equals(list.get(0))
                && lambdas.containsKey(list.get(1));
    }

    private static boolean isOf(Class<?> target, Class<?> type) {
        return target.isPrimitive()
                ? Array.get(Array.newInstance(target, 1), 0).getClass() == type
                : target.isAssignableFrom(type);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Each object
    // -----------------------------------------------------------------------------------------------------------------

    private void check(int number, Data item) {
        String kind = item.text("is");
        switch (kind) {
            case "coroutine", "generator", "async generator" -> checkHandle(number, item);
            case "step" -> checkStep(item);
            case "array" -> checkArray(number, item);
            case "throwable" -> checkThrowable(number, item);
            case "iterator" -> checkValues(item);
            case "lambda" -> checkLambda(item);
            case "object", "record" -> checkFields(item, types.get(number));
            case "yielder" -> reference(item, item.get("of"));
            default -> checkJdk(item, kind);
        }
    }

    private void checkValues(Data item) {
        item.listOf("values").forEach(value -> typeOfValue(item, value));
    }

    private void checkLambda(Data item) {
        checkValues(item);
        if (item.listOf("values").size() != item.listOf("types").size()) {
            throw malformed(item, "has not as many values as types");
        }
    }

    private void checkArray(int number, Data item) {
        Class<?> element = types.get(number).getComponentType();
        item.listOf("values").forEach(value -> requireFit(item, element, value, "an element"));
    }

    private void checkThrowable(int number, Data item) {
        boolean isText = item.get("text") == null || item.get("text") instanceof String;
        if (!isText) {
            throw malformed(item, "has a text that is none");
        }
        Traces.decode(item.listOf("trace"));
        requireFit(item, Throwable.class, item.get("cause"), "its cause");
        item.listOf("suppressed").forEach(each -> requireFit(item, Throwable.class, each, "its suppressed exceptions"));
        if (item.get("type") instanceof String name && name.startsWith("@")) {
            checkFields(item, types.get(number));
        }
    }

    private void checkFields(Data item, Class<?> type) {
        Map<String, Field> fields = fieldsOf(item, type);
        Data saved = item.mapOf("fields");
        Set<?> names = ((Map<?, ?>) saved.data()).keySet();
        if (!names.equals(fields.keySet())) {
            throw SnapshotException.incompatible("objects of " + type.getName() + " were saved with the fields " + names
                    + " and have " + fields.keySet() + " now");
        }
        fields.forEach((name, field) -> requireFit(item, field.getType(), saved.get(name), name));
    }

    private static Map<String, Field> fieldsOf(Data item, Class<?> type) {
        try {
            return Fields.of(type);
        } catch (IllegalStateException closed) {
            throw SnapshotException.malformed(item.place() + " cannot be made: " + closed.getMessage(), closed);
        }
    }

    private void checkJdk(Data item, String kind) {
        checkValues(item);
        int size = item.listOf("values").size();
        boolean fits = switch (kind) {
            case "HashMap", "LinkedHashMap", "TreeMap", "ConcurrentHashMap", "Map.of" -> size % 2 == 0;
            case "entry" -> size == 2;
            case "Optional" -> size <= 1;
            case "Object" -> size == 0;
            case "AtomicReference" -> size == 1;
            case "AtomicInteger" -> isSingle(item, Integer.class);
            case "AtomicLong" -> isSingle(item, Long.class);
            case "AtomicBoolean" -> isSingle(item, Boolean.class);
            case "StringBuilder" -> isSingle(item, String.class);
            default -> true;
        };
        if (!fits) {
            throw malformed(item, "has not what a " + kind + " holds");
        }
        if (Jdk.SORTED.containsKey(kind)) {
            requireFit(item, java.util.Comparator.class, item.get("by"), "its order");
        }
    }

    private boolean isSingle(Data item, Class<?> type) {
        List<?> values = item.listOf("values");
        return values.size() == 1 && typeOfValue(item, values.get(0)) == type;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Coroutine objects
    // -----------------------------------------------------------------------------------------------------------------

    private void checkHandle(int number, Data item) {
        switch (item.text("stage")) {
            case "paused" -> checkFrame(item, Objects.requireNonNull(places.get(number)));
            case "fresh" -> checkFresh(item);
            case "ended" -> {
                requireKind(item, kind(item));
                typeOfValue(item, item.get("result"));
                requireFit(item, Throwable.class, item.get("thrown"), "its outcome");
            }
            default -> throw malformed(item, "is in no stage");
        }
    }

    static Kind kind(Data item) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.name().equals(item.get("kind")))
                .findFirst()
                .orElseThrow(() -> malformed(item, "is of no kind"));
    }

    private static void requireKind(Data item, Kind kind) {
        String is = switch (kind) {
            case COROUTINE, BLOCK -> "coroutine";
            case GENERATOR -> "generator";
            case ASYNC_GENERATOR -> "async generator";
        };
        if (!item.text("is").equals(is)) {
            throw malformed(item, "is a " + item.text("is") + " with the body of a " + kind.text());
        }
    }

    private void checkFresh(Data item) {
        Kind kind = kind(item);
        requireKind(item, kind);
        Class<?> body = typeOfValue(item, item.get("body"));
        boolean fits = body != null && HostCode.isBody(body, kind);
        if (!fits) {
            throw malformed(item, "has no body");
        }
        typeOfValue(item, item.get("argument"));
    }

    private void checkFrame(Data item, Place place) {
        requireKind(item, place.known.body().kind());
        Frame prototype = place.known.body().prototype();
        List<?> saved = item.listOf("values");
        for (int i = 0; i < place.from.size(); i++) {
            BodyTable.Value value = place.point.values().get(i);
            Object data = ((List<?>) saved.get(place.from.get(i))).get(3);
            if (!value.field().isEmpty()) {
                requireFit(item, ArrayTypes.fieldType(prototype, value.field()), data, value.shown());
            } else if (data != null) {
                throw malformed(item, "has a value where the code has null, in " + value.shown());
            }
        }
        if (item.get("held") != null && item.listOf("held").size() != 1) {
            throw malformed(item, "holds what is no single value");
        }
        if (item.get("held") != null) {
            typeOfValue(item, item.listOf("held").get(0));
        }
        checkAwaited(item);
    }

    private void checkAwaited(Data item) {
        Object awaited = item.get("awaits");
        if (awaited instanceof List<?>) {
            requireHandle(item, awaited);
        } else if (awaited != null) {
            Data link = item.mapOf("awaits");
            Object of = link.get("of");
            switch (link.text("link")) {
                case "going on" -> requireHandle(item, of);
                case "elements" -> requireFit(item, java.util.Iterator.class, of, "its elements");
                case "foreign" -> requireFit(item, dev.pausa.AwaitIterator.class, of, "what it awaits");
                default -> throw malformed(item, "awaits by no link");
            }
        }
    }

    private void requireHandle(Data item, @Nullable Object value) {
        if (Handles.type(items.get(reference(item, value)).text("is")) == null) {
            throw malformed(item, "awaits what is no coroutine object");
        }
    }

    private void checkStep(Data item) {
        boolean isMode = Arrays.stream(AsyncStep.Mode.values())
                .anyMatch(mode -> mode.name().equals(item.get("mode")));
        if (!isMode) {
            throw malformed(item, "is a step of no kind");
        }
        if (!item.text("stage").equals("ended")) {
            if (!items.get(reference(item, item.get("of"))).text("is").equals("async generator")) {
                throw malformed(item, "is a step of no generator");
            }
            typeOfValue(item, item.get("value"));
            requireFit(item, Throwable.class, item.get("raised"), "what it raises");
        }
    }

    /** Awaits in a circle would be resumed for ever. */
    private void refuseCircles() {
        Set<Integer> known = new HashSet<>();
        for (int start = 0; start < items.size(); start++) {
            Set<Integer> path = new HashSet<>();
            for (int next = start; next >= 0 && !known.contains(next); next = awaited(items.get(next))) {
                if (!path.add(next)) {
                    throw malformed(items.get(next), "awaits itself");
                }
            }
            known.addAll(path);
        }
    }

    private int awaited(Data item) {
        Object awaits = item.get("awaits");
        if (item.text("is").equals("step") && item.has("of")) {
            return reference(item, item.get("of"));
        }
        if (awaits instanceof List<?>) {
            return reference(item, awaits);
        }
        return awaits != null && item.mapOf("awaits").text("link").equals("going on")
                ? reference(item, item.mapOf("awaits").get("of"))
                : -1;
    }
}
