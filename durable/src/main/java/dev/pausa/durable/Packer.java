package dev.pausa.durable;

import dev.pausa.Coroutine;
import dev.pausa.frame.Assembly;
import dev.pausa.frame.Frame;
import dev.pausa.frame.Handle;
import dev.pausa.frame.Look;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Packs the chains that most are: coroutines with plain values. What it does not know it leaves to the general form,
 * and says nothing about it.
 */
final class Packer {
    private final Shapes shapes;
    private final @Nullable Object awaited;
    private final PackedOutput to = new PackedOutput();
    private @Nullable Object[] objects = new Object[4];
    private boolean[] isComplete = new boolean[4];
    private int count;

    /** One is for one coroutine, or for one value; {@code awaited} is kept beside. */
    Packer(Shapes shapes, @Nullable Object awaited) {
        this.shapes = shapes;
        this.awaited = awaited;
    }

    /** Something is not plain. */
    static final class NotPlain extends RuntimeException {
        private static final long serialVersionUID = 1L;
        static final NotPlain INSTANCE = new NotPlain();

        private NotPlain() {
            super(null, null, false, false);
        }
    }

    /** Returns the packed form, or null if something in the chain is not plain. */
    byte @Nullable [] pack(Handle root) {
        try {
            to.writeByte(Packed.PLAIN);
            to.writeInt(shapes.root().id);
            writeChain(root);
            return to.toBytes();
        } catch (NotPlain general) {
            return null;
        }
    }

    /** Returns a value that is in no chain. */
    byte[] packValue(@Nullable Object value) {
        write(value, 0);
        return to.toBytes();
    }

    private void writeChain(Handle root) {
        Handle next = root;
        while (next != null && Look.isObject(next)) {
            next = writeFrame(next);
        }
        if (next == null) {
            to.writeByte(Packed.NOTHING);
            return;
        }
        if (!(Assembly.of(next) instanceof Assembly.Foreign foreign)) {
            throw NotPlain.INSTANCE;
        }
        if (foreign.iterator() == awaited) {
            to.writeByte(Packed.BESIDE);
        } else {
            to.writeByte(Packed.AWAITED);
            write(foreign.iterator(), 0);
        }
    }

    /**
     * Returns whether nothing in a chain can change until it is resumed, so that it can be packed at any time until
     * then: the types of all live variables say so, and closing it would run no code.
     */
    static boolean isFixed(Handle root, @Nullable Object awaited, Shapes shapes) {
        Handle next = root;
        try {
            while (next != null && Look.isObject(next)) {
                Assembly.Paused paused = plain(next);
                if (!shapes.of(paused.frame()).isFixed) {
                    return false;
                }
                next = paused.awaiting();
            }
        } catch (NotPlain general) {
            return false;
        }
        return next == null || Assembly.of(next) instanceof Assembly.Foreign foreign && foreign.iterator() == awaited;
    }

    private static Assembly.Paused plain(Handle handle) {
        boolean isPlain = handle instanceof Coroutine<?> && Assembly.givenName(handle) == null;
        if (!isPlain
                || !(Assembly.of(handle) instanceof Assembly.Paused paused)
                || paused.held() != null
                || paused.isStepping()
                || paused.isClosing()) {
            throw NotPlain.INSTANCE;
        }
        return paused;
    }

    private @Nullable Handle writeFrame(Handle handle) {
        Assembly.Paused paused = plain(handle);
        Frame frame = paused.frame();
        Shape.OfPoint shape = shapes.of(frame);
        to.writeByte(Packed.FRAME);
        to.writeInt(shape.id);
        for (var reader : shape.readers) {
            write(read(reader, frame), 0);
        }
        return paused.awaiting();
    }

    private static @Nullable Object read(java.lang.invoke.MethodHandle reader, Frame frame) {
        try {
            return (Object) reader.invokeExact(frame);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void write(@Nullable Object value, int depth) {
        if (value == null) {
            to.writeByte(Packed.NULL);
        } else if (value instanceof String text) {
            to.writeByte(Packed.TEXT);
            to.writeText(text);
        } else if (value instanceof Integer number) {
            to.writeByte(Packed.INT);
            to.writeVariable(number);
        } else if (value instanceof Long number) {
            to.writeByte(Packed.LONG);
            to.writeVariable(number);
        } else if (value instanceof Boolean flag) {
            to.writeByte(flag ? Packed.TRUE : Packed.FALSE);
        } else if (value instanceof Double number) {
            to.writeByte(Packed.DOUBLE);
            to.writeLong(Double.doubleToRawLongBits(number));
        } else {
            writeRare(value, depth);
        }
    }

    private void writeRare(Object value, int depth) {
        if (value instanceof Byte number) {
            to.writeByte(Packed.BYTE);
            to.writeByte(number);
        } else if (value instanceof Short number) {
            to.writeByte(Packed.SHORT);
            to.writeVariable(number);
        } else if (value instanceof Character character) {
            to.writeByte(Packed.CHAR);
            to.writeVariable(character);
        } else if (value instanceof Float number) {
            to.writeByte(Packed.FLOAT);
            to.writeInt(Float.floatToRawIntBits(number));
        } else {
            writeObject(value, depth);
        }
    }

    private void writeObject(Object value, int depth) {
        if (depth == Packed.DEEPEST || shapes.isResource(value)) {
            throw NotPlain.INSTANCE;
        }
        if (value instanceof Enum<?> constant) {
            to.writeByte(Packed.ENUM);
            to.writeInt(shapes.ofEnum(constant.getDeclaringClass()).id);
            to.writeVariable(constant.ordinal());
        } else if (!wasWritten(value)) {
            int number = add(value);
            if (value.getClass() == ArrayList.class) {
                writeList((List<?>) value, depth);
            } else {
                writeRecord(value, depth);
            }
            isComplete[number] = true;
        }
    }

    /** One that is a part of itself has the general form. */
    private boolean wasWritten(Object value) {
        for (int i = 0; i < count; i++) {
            if (objects[i] == value) {
                if (!isComplete[i]) {
                    throw NotPlain.INSTANCE;
                }
                to.writeByte(Packed.SAME);
                to.writeVariable(i);
                return true;
            }
        }
        return false;
    }

    private int add(Object value) {
        if (count == Packed.MOST_OBJECTS) {
            throw NotPlain.INSTANCE;
        }
        if (count == objects.length) {
            objects = Arrays.copyOf(objects, 2 * count);
            isComplete = Arrays.copyOf(isComplete, 2 * count);
        }
        objects[count] = value;
        isComplete[count] = false;
        return count++;
    }

    private void writeList(List<?> list, int depth) {
        to.writeByte(Packed.LIST);
        to.writeVariable(list.size());
        for (Object each : list) {
            write(each, depth + 1);
        }
    }

    private void writeRecord(Object value, int depth) {
        Shape.OfRecord shape = shapes.ofRecord(value.getClass());
        to.writeByte(Packed.RECORD);
        to.writeInt(shape.id);
        for (var reader : shape.readers) {
            write(component(reader, value), depth + 1);
        }
    }

    private static @Nullable Object component(java.lang.invoke.MethodHandle reader, Object object) {
        try {
            return (Object) reader.invokeExact(object);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
