package dev.pausa.durable;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import sun.reflect.ReflectionFactory;

/** The fields of registered classes, and objects of them that no constructor has made. */
final class Fields {
    private Fields() {}

    /** Returns the fields to save, by name; those of superclasses have the class's name before theirs if need be. */
    static Map<String, Field> of(Class<?> type) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (Class<?> each = type; each != null && each != Throwable.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0) {
                    String name = fields.containsKey(field.getName())
                            ? each.getSimpleName() + "." + field.getName()
                            : field.getName();
                    fields.put(name, opened(field));
                }
            }
        }
        return fields;
    }

    private static Field opened(Field field) {
        try {
            field.setAccessible(true);
            return field;
        } catch (InaccessibleObjectException closed) {
            throw new IllegalStateException(
                    "its field " + field.getName() + " of "
                            + field.getDeclaringClass().getName() + " is closed to the library: open the package to"
                            + " dev.pausa.durable, or keep the value in a record: " + closed.getMessage(),
                    closed);
        }
    }

    static @Nullable Object get(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static void set(Field field, Object object, @Nullable Object value) {
        try {
            field.set(object, value);
        } catch (IllegalAccessException refused) {
            throw SnapshotException.malformed("cannot set " + field + ": " + refused, refused);
        }
    }

    /** Returns an object with nothing in it; none of its constructors runs. */
    static Object allocate(Class<?> type) {
        return construct(type, Object.class, new Class<?>[0]);
    }

    /** Returns an exception of which only the text is there; none of its own constructors runs. */
    static Throwable throwable(Class<?> type, @Nullable String message) {
        return (Throwable) construct(type, Throwable.class, new Class<?>[] {String.class}, message);
    }

    private static Object construct(
            Class<?> type, Class<?> from, Class<?>[] parameters, @Nullable Object... arguments) {
        try {
            Constructor<?> made = ReflectionFactory.getReflectionFactory()
                    .newConstructorForSerialization(type, from.getDeclaredConstructor(parameters));
            return Objects.requireNonNull(made).newInstance(arguments);
        } catch (ReflectiveOperationException | RuntimeException impossible) {
            throw SnapshotException.malformed("no object of " + type.getName() + " can be made", impossible);
        }
    }

    /** Returns the components of a record. */
    static List<Field> components(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (var component : type.getRecordComponents()) {
            fields.add(Objects.requireNonNull(of(type).get(component.getName())));
        }
        return fields;
    }

    static Constructor<?> canonical(Class<?> type) {
        Class<?>[] parameters = components(type).stream().map(Field::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(parameters);
            canonical.setAccessible(true);
            return canonical;
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
