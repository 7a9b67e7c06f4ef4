package dev.pausa.durable;

import dev.pausa.Coroutine;
import dev.pausa.frame.Assembly;
import dev.pausa.frame.Handle;
import dev.pausa.frame.Look;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Saves the coroutines of one registration as few bytes, and loads them: for engines that save one at each event, and
 * keep many. It means what {@link Snapshots#take} and {@link Snapshots#load} mean.
 *
 * <p>What many of them have in common, such as the names and types of variables at a point, is not in the bytes: these
 * are the {@linkplain #shapes() shapes}, which are kept beside, once for all. Without them nothing can be loaded.
 *
 * <p>One is for one thread at a time.
 */
public final class Packing {
    private final Snapshots snapshots;
    private final String key;
    private final Shapes shapes;
    private final Packer packer;

    Packing(Snapshots snapshots, Registry registry, Registry.Root root, Collection<String> shapes) {
        this.snapshots = snapshots;
        this.key = root.key();
        this.shapes = new Shapes(registry, root, shapes);
        this.packer = new Packer(this.shapes);
    }

    /**
     * Saves a paused coroutine and lets go of it, as {@link Snapshots#take} does.
     *
     * @param coroutine the coroutine, which nobody awaits
     * @return a new array
     * @throws SnapshotException UNSAVABLE if it is not paused, or if a value in it cannot be saved; then it is as it
     *     was
     */
    public byte[] pack(Coroutine<?> coroutine) {
        Handle root = Objects.requireNonNull(coroutine, "coroutine");
        byte[] plain = Look.isSuspended(root) && !Assembly.isAwaited(root) ? packer.pack(root) : null;
        if (plain != null) {
            discard(coroutine);
            return plain;
        }
        byte[] json = snapshots.take(key, coroutine).toJson().getBytes(StandardCharsets.UTF_8);
        byte[] general = new byte[json.length + 1];
        System.arraycopy(json, 0, general, 1, json.length);
        general[0] = Packed.GENERAL;
        return general;
    }

    /**
     * Lets go of a paused coroutine, with what it awaits: no {@code finally} of it will run.
     *
     * @param coroutine the coroutine, which must not be running
     */
    public void discard(Coroutine<?> coroutine) {
        Handle next = coroutine;
        while (next != null) {
            Handle awaited = Assembly.of(next) instanceof Assembly.Paused paused ? paused.awaiting() : null;
            Assembly.discard(next);
            next = awaited != null && Look.isObject(awaited) ? awaited : null;
        }
    }

    /**
     * Makes a paused coroutine of a packed one. No code of it runs.
     *
     * @param packed what {@link #pack} gave, which is not changed
     * @param <R> the type of its result
     * @return a new coroutine, paused where the saved one was
     * @throws SnapshotException INCOMPATIBLE and MALFORMED as for {@link Snapshots#load}
     */
    @SuppressWarnings("unchecked") // the caller knows what was saved
    public <R extends @Nullable Object> Coroutine<R> unpack(byte[] packed) {
        Handle plain = null;
        if (packed.length > 0 && packed[0] == Packed.PLAIN) {
            try {
                plain = new Unpacker(shapes, behindKind(packed)).unpack();
            } catch (Packer.NotPlain other) {
                plain = null;
            }
        }
        return plain != null ? (Coroutine<R>) plain : snapshots.load(snapshot(packed));
    }

    private static PackedInput behindKind(byte[] packed) {
        PackedInput input = new PackedInput(packed);
        input.readByte();
        return input;
    }

    /**
     * Returns what is in a packed coroutine, without loading it.
     *
     * @param packed what {@link #pack} gave
     * @return the snapshot, on which no migration was applied
     * @throws SnapshotException MALFORMED if it is not what the library writes
     */
    public Snapshot snapshot(byte[] packed) {
        if (packed.length > 0 && packed[0] == Packed.GENERAL) {
            return Snapshot.parse(new String(Arrays.copyOfRange(packed, 1, packed.length), StandardCharsets.UTF_8));
        }
        PackedInput input = new PackedInput(packed);
        int kind = input.readByte();
        if (kind != Packed.PLAIN) {
            throw SnapshotException.malformed("there is no form of packed coroutines " + kind);
        }
        try {
            return new PackedData(shapes, input).snapshot();
        } catch (SnapshotException refused) {
            throw refused;
        } catch (RuntimeException wrong) { // the data is not ours
            throw SnapshotException.malformed("its values do not fit together: " + wrong, wrong);
        }
    }

    /**
     * Returns the shapes of all that was packed by this object, and those that it was made with.
     *
     * @return a new list of JSON objects
     */
    public List<String> shapes() {
        return shapes.texts();
    }
}
