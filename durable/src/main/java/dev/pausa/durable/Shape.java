package dev.pausa.durable;

import dev.pausa.frame.Assembly;
import dev.pausa.frame.Frame;
import dev.pausa.weaver.BodyTable;
import dev.pausa.weaver.Matching;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What many snapshots have in common, kept once and named by a number in packed ones: a registration, a point of a
 * body, the fields of a type. The number is made of the content, so equal shapes have equal numbers in all processes.
 */
abstract sealed class Shape {
    final Map<String, @Nullable Object> data;
    final int id;

    private Shape(Map<String, @Nullable Object> data) {
        this.data = data;
        this.id = idOf(data);
    }

    /** Lines are for people, and do not count. */
    static int idOf(Map<String, @Nullable Object> data) {
        Map<String, @Nullable Object> counted = new LinkedHashMap<>(data);
        counted.remove("line");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(JacksonCodec.INSTANCE.write(counted).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getInt();
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    String text() {
        return JacksonCodec.INSTANCE.write(data);
    }

    /** What was begun, in which version. */
    static final class OfRoot extends Shape {
        OfRoot(Registry.Root root) {
            super(data("root", Scalars.list(root.key(), root.version())));
        }
    }

    /** A constant's class: packed ones have the number of the constant. */
    static final class OfEnum extends Shape {
        final Object[] constants;

        OfEnum(String alias, Class<?> type) {
            super(data(
                    "enum",
                    alias,
                    "constants",
                    Arrays.stream(type.getEnumConstants())
                            .map(each -> ((Enum<?>) each).name())
                            .toList()));
            this.constants = type.getEnumConstants();
        }
    }

    /** A record's class. */
    static final class OfRecord extends Shape {
        final MethodHandle[] readers;
        final MethodHandle maker;

        OfRecord(String alias, Class<?> type) {
            super(data("record", alias, "fields", List.copyOf(Fields.of(type).keySet())));
            try {
                List<MethodHandle> made = new ArrayList<>();
                for (Field component : Fields.components(type)) {
                    made.add(MethodHandles.lookup()
                            .unreflectGetter(component)
                            .asType(MethodType.methodType(Object.class, Object.class)));
                }
                readers = made.toArray(new MethodHandle[0]);
                maker = MethodHandles.lookup()
                        .unreflectConstructor(Fields.canonical(type))
                        .asFixedArity()
                        .asType(MethodType.genericMethodType(readers.length))
                        .asSpreader(Object[].class, readers.length);
            } catch (IllegalAccessException impossible) { // they were opened
                throw new AssertionError(impossible);
            }
        }
    }

    /** A point of a body: all that a frame's data has, but for the values. */
    static final class OfPoint extends Shape {
        final int state;
        final boolean isFixed;
        final MethodHandle maker;
        final MethodHandle[] readers;
        final MethodHandle[] writers;

        /** If {@code isFixed}, what is in the variables cannot change while the frame is paused there. */
        OfPoint(Registry.Known known, BodyTable.Point point, Frame prototype, boolean isFixed) {
            super(describe(known, point));
            this.state = point.state();
            this.isFixed = isFixed;
            maker = Assembly.maker(prototype);
            List<String> fields = point.values().stream()
                    .map(BodyTable.Value::field)
                    .filter(field -> !field.isEmpty())
                    .toList();
            readers = fields.stream()
                    .map(field -> Assembly.reader(prototype, field))
                    .toArray(MethodHandle[]::new);
            writers = fields.stream()
                    .map(field -> Assembly.writer(prototype, field))
                    .toArray(MethodHandle[]::new);
        }

        private static Map<String, @Nullable Object> describe(Registry.Known known, BodyTable.Point point) {
            Map<String, @Nullable Object> data = data("in", known.host());
            Encoder.putPoint(data, Matching.Saved.of(known.table(), point), point);
            List<Object> values = new ArrayList<>();
            for (BodyTable.Value each : point.values()) {
                values.add(Scalars.list(
                        each.name(),
                        each.isOperand(),
                        each.descriptor(),
                        each.field().isEmpty()));
            }
            data.put("values", values);
            return data;
        }
    }

    private static Map<String, @Nullable Object> data(Object... namesAndValues) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            data.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return data;
    }
}
