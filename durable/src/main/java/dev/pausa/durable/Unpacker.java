package dev.pausa.durable;

import dev.pausa.AwaitIterator;
import dev.pausa.frame.Assembly;
import dev.pausa.frame.Frame;
import dev.pausa.frame.Handle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes chains of packed ones whose shapes are all those of the present code. */
final class Unpacker {
    private final Shapes shapes;
    private final PackedInput from;
    private final @Nullable Object awaited;
    private final List<@Nullable Object> objects = new ArrayList<>(0);

    Unpacker(Shapes shapes, PackedInput from, @Nullable Object awaited) {
        this.shapes = shapes;
        this.from = from;
        this.awaited = awaited;
    }

    /** Returns the root, or null if the present code has another shape. */
    @Nullable
    Handle unpack() {
        try {
            if (shapes.present(from.readInt()) != shapes.root()) {
                return null;
            }
            return chain(0);
        } catch (SnapshotException | Packer.NotPlain refused) {
            throw refused;
        } catch (RuntimeException wrong) { // the data is not ours
            throw SnapshotException.malformed("its values do not fit together: " + wrong, wrong);
        }
    }

    private @Nullable Handle chain(int depth) {
        List<Frame> frames = new ArrayList<>(4);
        List<Shape.OfPoint> points = new ArrayList<>(4);
        int next = from.readByte();
        for (; next == Packed.FRAME; next = from.readByte()) {
            if (!(shapes.present(from.readInt()) instanceof Shape.OfPoint point)) {
                throw Packer.NotPlain.INSTANCE;
            }
            points.add(point);
            frames.add(frame(point));
        }
        Handle awaited = awaited(next, depth);
        if (!from.isAtEnd() || frames.isEmpty()) {
            throw SnapshotException.malformed("something follows behind its end");
        }
        for (int i = frames.size() - 1; i >= 0; i--) {
            Handle shell = Handles.shell("coroutine");
            Assembly.put(shell, new Assembly.Paused(frames.get(i), awaited, null, false, false), points.get(i).state);
            awaited = shell;
        }
        return awaited;
    }

    private @Nullable Handle awaited(int kind, int depth) {
        return switch (kind) {
            case Packed.NOTHING -> null;
            case Packed.AWAITED -> Assembly.link((AwaitIterator<?>) Objects.requireNonNull(value(depth)));
            case Packed.BESIDE -> Assembly.link((AwaitIterator<?>) beside());
            default -> throw SnapshotException.malformed("there is no kind of frame " + kind);
        };
    }

    private Object beside() {
        if (awaited == null) {
            throw SnapshotException.malformed("what it awaits was kept beside, and is not given");
        }
        return awaited;
    }

    private Frame frame(Shape.OfPoint point) {
        try {
            Frame frame = (Frame) point.maker.invokeExact();
            for (var writer : point.writers) {
                writer.invokeExact(frame, value(0));
            }
            return frame;
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private @Nullable Object value(int depth) {
        int kind = from.readByte();
        return switch (kind) {
            case Packed.NULL -> null;
            case Packed.TEXT -> from.readText();
            case Packed.INT -> Math.toIntExact(from.readVariable());
            case Packed.LONG -> from.readVariable();
            case Packed.TRUE -> true;
            case Packed.FALSE -> false;
            case Packed.DOUBLE -> Double.longBitsToDouble(from.readLong());
            case Packed.BYTE -> (byte) from.readByte();
            case Packed.SHORT -> (short) from.readVariable();
            case Packed.CHAR -> (char) from.readVariable();
            case Packed.FLOAT -> Float.intBitsToFloat(from.readInt());
            default -> object(kind, depth);
        };
    }

    private @Nullable Object object(int kind, int depth) {
        if (depth > Packed.DEEPEST) {
            throw SnapshotException.malformed("objects are nested too deeply");
        }
        return switch (kind) {
            case Packed.ENUM -> constant();
            case Packed.LIST -> list(depth);
            case Packed.RECORD -> madeRecord(depth);
            case Packed.SAME -> objects.get((int) from.readVariable());
            default -> throw SnapshotException.malformed("there is no kind of value " + kind);
        };
    }

    private Object constant() {
        if (!(shapes.present(from.readInt()) instanceof Shape.OfEnum shape)) {
            throw Packer.NotPlain.INSTANCE;
        }
        return shape.constants[(int) from.readVariable()];
    }

    private List<@Nullable Object> list(int depth) {
        int size = from.readCount();
        List<@Nullable Object> list = new ArrayList<>(size);
        objects.add(list);
        for (int i = 0; i < size; i++) {
            list.add(value(depth + 1));
        }
        return list;
    }

    private Object madeRecord(int depth) {
        if (!(shapes.present(from.readInt()) instanceof Shape.OfRecord shape)) {
            throw Packer.NotPlain.INSTANCE;
        }
        int number = objects.size();
        objects.add(null);
        @Nullable Object[] components = new @Nullable Object[shape.readers.length];
        for (int i = 0; i < components.length; i++) {
            components[i] = value(depth + 1);
        }
        try {
            Object made = (Object) shape.maker.invokeExact(components);
            objects.set(number, made);
            return made;
        } catch (Throwable refused) {
            throw SnapshotException.malformed("a constructor refuses what was saved: " + refused, refused);
        }
    }
}
