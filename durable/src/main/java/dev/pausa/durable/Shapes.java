package dev.pausa.durable;

import dev.pausa.frame.Assembly;
import dev.pausa.frame.Frame;
import dev.pausa.frame.Kind;
import dev.pausa.weaver.BodyTable;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The shapes that one packing has met: those of the present code, and the data of all that were used before. Any thread
 * may ask: shapes never change, and what is met is noted under the lock.
 */
final class Shapes {
    private final Registry registry;
    private final Shape.OfRoot root;
    private final Map<Class<?>, Optional<Shape>> ofTypes = new ConcurrentHashMap<>();
    private final Map<Class<?>, Shape.OfPoint[]> ofFrames = new ConcurrentHashMap<>();
    private final Map<Integer, Shape> present = new ConcurrentHashMap<>();

    /** By the last bits of their numbers: found without a look-up. */
    private final @Nullable Shape[] recent = new Shape[RECENT + 1];

    private static final int RECENT = 63;
    private final Map<Integer, Map<String, @Nullable Object>> saved = new LinkedHashMap<>();

    Shapes(Registry registry, Registry.Root root, Collection<String> texts) {
        this.registry = registry;
        for (String text : texts) {
            Map<String, @Nullable Object> data = parse(text);
            saved.put(Shape.idOf(data), data);
        }
        this.root = add(new Shape.OfRoot(root));
    }

    @SuppressWarnings("unchecked") // an object of JSON
    private static Map<String, @Nullable Object> parse(String text) {
        try {
            return JacksonCodec.INSTANCE.read(text, Map.class);
        } catch (RuntimeException malformed) {
            throw SnapshotException.malformed("a shape is no JSON object: " + malformed.getMessage());
        }
    }

    Shape.OfRoot root() {
        return root;
    }

    synchronized List<String> texts() {
        return saved.values().stream().map(JacksonCodec.INSTANCE::write).toList();
    }

    boolean isResource(Object object) {
        return registry.resourceName(object) != null;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Of the present code
    // -----------------------------------------------------------------------------------------------------------------

    /** Two shapes with one number, which hardly ever happens, are not told apart: the second is not plain. */
    private synchronized <S extends Shape> S add(S shape) {
        Map<String, @Nullable Object> known = saved.putIfAbsent(shape.id, shape.data);
        if (known != null && !withoutLine(known).equals(withoutLine(shape.data))) {
            throw Packer.NotPlain.INSTANCE;
        }
        present.put(shape.id, shape);
        return shape;
    }

    private static Map<String, @Nullable Object> withoutLine(Map<String, @Nullable Object> data) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(data);
        rest.remove("line");
        return rest;
    }

    Shape.OfPoint of(Frame frame) {
        int number = Assembly.point(frame);
        Shape.OfPoint[] known = ofFrames.get(frame.getClass());
        Shape.OfPoint shape = known == null ? null : known[number - 1];
        return shape != null ? shape : find(frame, number);
    }

    private Shape.OfPoint find(Frame frame, int number) {
        Registry.Known known = registry.bodyOf(frame.getClass());
        if (known == null || known.body().kind() != Kind.COROUTINE) {
            throw Packer.NotPlain.INSTANCE;
        }
        return of(known, number);
    }

    private Shape.OfPoint of(Registry.Known known, int number) {
        List<BodyTable.Point> points = known.table().points();
        Frame prototype = known.body().prototype();
        BodyTable.Point point = points.get(number - 1);
        Shape.OfPoint shape = add(new Shape.OfPoint(known, point, prototype, isFixed(prototype, point)));
        ofFrames.computeIfAbsent(prototype.getClass(), any -> new Shape.OfPoint[points.size()])[number - 1] = shape;
        return shape;
    }

    Shape.OfRecord ofRecord(Class<?> type) {
        if (ofType(type) instanceof Shape.OfRecord shape) {
            return shape;
        }
        throw Packer.NotPlain.INSTANCE;
    }

    Shape.OfEnum ofEnum(Class<?> type) {
        if (ofType(type) instanceof Shape.OfEnum shape) {
            return shape;
        }
        throw Packer.NotPlain.INSTANCE;
    }

    private @Nullable Shape ofType(Class<?> type) {
        Optional<Shape> known = ofTypes.get(type);
        if (known != null) {
            return known.orElse(null);
        }
        String alias = registry.aliasOf(type);
        Shape shape = null;
        if (alias != null && type.isRecord()) {
            shape = add(new Shape.OfRecord(alias, type));
        } else if (alias != null && type.isEnum()) {
            shape = add(new Shape.OfEnum(alias, type));
        }
        ofTypes.put(type, Optional.ofNullable(shape));
        return shape;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What never changes
    // -----------------------------------------------------------------------------------------------------------------

    private static final Set<Class<?>> VALUES = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Character.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class);

    /** Whether the types of all variables say that what is in them can neither change nor fail to be saved. */
    private boolean isFixed(Frame prototype, BodyTable.Point point) {
        return point.state() < Frame.GUARDED
                && point.values().stream()
                        .map(BodyTable.Value::field)
                        .allMatch(field -> field.isEmpty() || isFixed(ArrayTypes.fieldType(prototype, field), 0));
    }

    private boolean isFixed(Class<?> type, int depth) {
        if (type.isPrimitive() || VALUES.contains(type)) {
            return true;
        }
        Shape shape = depth < Packed.DEEPEST ? ofType(type) : null;
        return shape instanceof Shape.OfEnum
                || shape instanceof Shape.OfRecord
                        && Arrays.stream(type.getRecordComponents())
                                .allMatch(each -> isFixed(each.getType(), depth + 1));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Of what was saved
    // -----------------------------------------------------------------------------------------------------------------

    /** Returns the shape with a number, if the present code has it; else null. */
    @Nullable
    Shape present(int id) {
        Shape known = recent[id & RECENT];
        if (known != null && known.id == id) {
            return known;
        }
        Shape shape = present.get(id);
        if (shape == null) {
            meet(data(id));
            shape = present.get(id);
        }
        recent[id & RECENT] = shape;
        return shape;
    }

    /** Makes the shape of the present code that may be the one that was saved. */
    private void meet(Map<String, @Nullable Object> data) {
        String type = data.get("record") instanceof String record ? record : (String) data.get("enum");
        if (type != null) {
            Class<?> known = registry.type(type);
            if (known != null) {
                ofType(known);
            }
        } else if (data.get("in") instanceof String host && data.get("at") instanceof Integer number) {
            for (Registry.Known known : registry.bodies()) {
                boolean isIt = known.host().equals(host)
                        && known.table().key().equals(data.get("body"))
                        && known.body().kind() == Kind.COROUTINE;
                if (isIt && number >= 1 && number <= known.table().points().size()) {
                    of(known, number);
                }
            }
        }
    }

    /** Returns the data of a shape. */
    synchronized Map<String, @Nullable Object> data(int id) {
        Map<String, @Nullable Object> data = saved.get(id);
        if (data == null) {
            throw SnapshotException.malformed("it names a shape that is not there");
        }
        return data;
    }
}
