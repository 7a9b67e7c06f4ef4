package dev.pausa.frame;

import dev.pausa.frame.Observer.Subject;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Finds bodies whose variables lead to their own object: a {@link HandlePhantom} would hold such an object for good.
 * Looked at are the variables, the elements of those that are arrays, and the fields of those whose class stands in the
 * body's package, such as {@code this}. The rest is not found.
 */
final class SelfReference {
    private SelfReference() {}

    /** So many bodies of a chain are looked at, from the outermost down. */
    private static final int MOST_LEVELS = 100;

    /** So many elements of an array are looked at. */
    private static final int MOST_ELEMENTS = 100;

    /** Of a class: the fields that may lead to an object. */
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            List<Field> fields = new ArrayList<>();
            try {
                addOf(type, fields);
            } catch (LinkageError unreadable) {
                return List.of(); // a field's type is not there
            }
            return fields;
        }

        private void addOf(Class<?> type, List<Field> fields) {
            for (Class<?> c = type; c != null && c.getPackage() == type.getPackage(); c = c.getSuperclass()) {
                for (Field field : c.getDeclaredFields()) {
                    boolean leads = !Modifier.isStatic(field.getModifiers())
                            && !field.getType().isPrimitive();
                    if (leads && field.trySetAccessible()) {
                        fields.add(field);
                    }
                }
            }
        }
    };

    /** Of a frame class: whether it was told. */
    private static final ClassValue<AtomicBoolean> IS_TOLD = new ClassValue<>() {
        @Override
        protected AtomicBoolean computeValue(Class<?> type) {
            return new AtomicBoolean();
        }
    };

    /**
     * Whether an object must not be watched, since its frame leads to it and the watch would hold that; tells so, once
     * for each body.
     */
    static boolean keeps(Frame root, Extras own) {
        if (!isIn(root, own)) {
            return false;
        }
        if (!IS_TOLD.get(root.getClass()).getAndSet(true)) {
            Subject subject = Forgotten.subject(root, own.labels());
            Observer.present().later(() -> Observer.present().notWatched(subject));
        }
        return true;
    }

    private static boolean isIn(Frame root, Extras own) {
        Frame frame = root;
        for (int level = 0; level < MOST_LEVELS; level++) {
            if (leads(frame, frame.getClass(), own)) {
                return true;
            }
            Handle awaited = frame.awaiting;
            if (awaited == null) {
                return false;
            }
            frame = awaited.frame;
        }
        return false;
    }

    private static boolean leads(Frame frame, Class<?> frameClass, Extras own) {
        for (Field field : FIELDS.get(frameClass)) {
            Object value = read(field, frame);
            if (is(value, own)
                    || value instanceof Object[] array && isIn(array, own)
                    || isInFields(value, frameClass, own)) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(@Nullable Object value, Extras own) {
        Object held = value instanceof AtomicReference<?> reference ? reference.get() : value;
        return held instanceof Handle handle && handle.held == own;
    }

    private static boolean isIn(Object[] array, Extras own) {
        for (int i = 0; i < Math.min(array.length, MOST_ELEMENTS); i++) {
            if (is(array[i], own)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInFields(@Nullable Object value, Class<?> frameClass, Extras own) {
        if (value == null || value.getClass().getPackage() != frameClass.getPackage()) {
            return false;
        }
        for (Field field : FIELDS.get(value.getClass())) {
            if (is(read(field, value), own)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Object read(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e); // it was made accessible
        }
    }
}
