package dev.pausa.durable;

import dev.pausa.frame.Frame;
import java.io.Serializable;
import java.lang.constant.Constable;
import java.lang.constant.ConstantDesc;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Types of arrays' elements that need no registration, and of the fields of frames. */
final class ArrayTypes {
    private ArrayTypes() {}

    private static final Map<String, Class<?>> BY_NAME = new HashMap<>();

    static {
        for (Class<?> type : List.of(
                boolean.class,
                byte.class,
                char.class,
                short.class,
                int.class,
                long.class,
                float.class,
                double.class,
                Object.class,
                String.class,
                Number.class,
                Boolean.class,
                Byte.class,
                Character.class,
                Short.class,
                Integer.class,
                Long.class,
                Float.class,
                Double.class,
                Comparable.class,
                CharSequence.class,
                Cloneable.class,
                Iterable.class,
                Serializable.class,
                Constable.class,
                ConstantDesc.class,
                Collection.class,
                List.class,
                Set.class,
                Map.class)) {
            BY_NAME.put(type.getSimpleName(), type);
        }
    }

    static @Nullable String nameOf(Class<?> type) {
        return BY_NAME.get(type.getSimpleName()) == type ? type.getSimpleName() : null;
    }

    static @Nullable Class<?> named(String name) {
        return BY_NAME.get(name);
    }

    /** Returns the type of a field of a frame, which the weaver has chosen. */
    static Class<?> fieldType(Frame frame, String field) {
        try {
            return frame.getClass().getDeclaredField(field).getType();
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException("the frame has no field " + field, impossible);
        }
    }
}
