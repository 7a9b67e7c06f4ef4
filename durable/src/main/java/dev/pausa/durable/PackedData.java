package dev.pausa.durable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes of a packed chain a snapshot as it would have been saved: its shapes say how, whatever the code is now. */
final class PackedData {
    private final Shapes shapes;
    private final PackedInput awaited;
    private PackedInput from;
    private final List<Map<String, @Nullable Object>> frames = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    private final List<List<@Nullable Object>> references = new ArrayList<>();

    private int depth;
    private int first;

    /** What is awaited was kept beside, perhaps: a value of its own. */
    PackedData(Shapes shapes, PackedInput from, PackedInput awaited) {
        this.shapes = shapes;
        this.from = from;
        this.awaited = awaited;
    }

    Snapshot snapshot() {
        Object root = shapes.data(from.readInt()).get("root");
        int next = from.readByte();
        for (; next == Packed.FRAME; next = from.readByte()) {
            frames.add(frame(shapes.data(from.readInt())));
        }
        if (frames.isEmpty()) {
            throw SnapshotException.malformed("it has no frame");
        }
        for (int i = 0; i + 1 < frames.size(); i++) {
            frames.get(i).put("awaits", Scalars.list(Scalars.REFERENCE, i + 1));
        }
        frames.get(frames.size() - 1).put("awaits", next == Packed.NOTHING ? null : awaited(next));
        references.forEach(each -> each.set(1, (Integer) each.get(1) + frames.size()));
        frames.get(0).put("root", root);
        return new Snapshot("", 0, new ArrayList<>(frames), new ArrayList<>(objects));
    }

    private Map<String, @Nullable Object> awaited(int kind) {
        if (kind == Packed.BESIDE) {
            from = awaited;
            first = objects.size();
        } else if (kind != Packed.AWAITED) {
            throw SnapshotException.malformed("there is no kind of frame " + kind);
        }
        Map<String, @Nullable Object> link = new LinkedHashMap<>();
        link.put("link", "foreign");
        link.put("of", value());
        return link;
    }

    private Map<String, @Nullable Object> frame(Map<String, @Nullable Object> shape) {
        Map<String, @Nullable Object> frame = new LinkedHashMap<>();
        frame.put("is", "coroutine");
        frame.put("stage", "paused");
        frame.putAll(shape);
        List<@Nullable Object> values = new ArrayList<>();
        for (Object each : listOf(shape, "values")) {
            List<?> described = (List<?>) each;
            boolean isConstantNull = Boolean.TRUE.equals(described.get(3));
            values.add(Scalars.list(
                    described.get(0), described.get(1), described.get(2), isConstantNull ? null : value()));
        }
        frame.put("values", values);
        frame.put("held", null);
        frame.put("stepping", false);
        frame.put("closing", false);
        return frame;
    }

    private @Nullable Object value() {
        int kind = from.readByte();
        return switch (kind) {
            case Packed.NULL -> null;
            case Packed.TEXT -> Scalars.list("s", from.readText());
            case Packed.INT -> Scalars.list("I", Math.toIntExact(from.readVariable()));
            case Packed.LONG -> Scalars.list("J", Long.toString(from.readVariable()));
            case Packed.TRUE -> Scalars.list("Z", true);
            case Packed.FALSE -> Scalars.list("Z", false);
            case Packed.DOUBLE -> Scalars.list("D", Double.toString(Double.longBitsToDouble(from.readLong())));
            case Packed.BYTE -> Scalars.list("B", from.readByte());
            case Packed.SHORT -> Scalars.list("S", (int) from.readVariable());
            case Packed.CHAR -> Scalars.list("C", (int) from.readVariable());
            case Packed.FLOAT -> Scalars.list("F", Float.toString(Float.intBitsToFloat(from.readInt())));
            case Packed.ENUM -> constant();
            case Packed.LIST, Packed.RECORD -> object(kind);
            case Packed.SAME -> reference(first + (int) from.readVariable());
            default -> throw SnapshotException.malformed("there is no kind of value " + kind);
        };
    }

    private Object object(int kind) {
        if (++depth > Packed.DEEPEST + 1) {
            throw SnapshotException.malformed("objects are nested too deeply");
        }
        Object object = kind == Packed.LIST ? list() : madeRecord();
        depth--;
        return object;
    }

    private List<@Nullable Object> reference(int number) {
        List<@Nullable Object> reference = Scalars.list(Scalars.REFERENCE, number);
        references.add(reference);
        return reference;
    }

    private Object constant() {
        Map<String, @Nullable Object> shape = shapes.data(from.readInt());
        List<?> constants = listOf(shape, "constants");
        return Scalars.list(Scalars.ENUM, shape.get("enum"), constants.get((int) from.readVariable()));
    }

    private Object list() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        int number = objects.size();
        objects.add(object);
        object.put("is", "ArrayList");
        List<@Nullable Object> values = new ArrayList<>();
        for (int left = from.readCount(); left > 0; left--) {
            values.add(value());
        }
        object.put("values", values);
        return reference(number);
    }

    private Object madeRecord() {
        Map<String, @Nullable Object> shape = shapes.data(from.readInt());
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        int number = objects.size();
        objects.add(object);
        object.put("is", "record");
        object.put("type", shape.get("record"));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Object name : listOf(shape, "fields")) {
            fields.put((String) name, value());
        }
        object.put("fields", fields);
        return reference(number);
    }

    private static List<?> listOf(Map<String, @Nullable Object> shape, String name) {
        return (List<?>) Objects.requireNonNull(shape.get(name), name);
    }
}
