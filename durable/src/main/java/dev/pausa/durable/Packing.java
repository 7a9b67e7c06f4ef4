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
 * <p>What a coroutine awaits at its leaf may be kept beside by who packs it, and given again to load it; it is not in
 * the bytes then.
 *
 * <p>One is for one thread at a time, but for {@link #packed}.
 */
public final class Packing {
    private final Snapshots snapshots;
    private final String key;
    private final Shapes shapes;

    Packing(Snapshots snapshots, Registry registry, Registry.Root root, Collection<String> shapes) {
        this.snapshots = snapshots;
        this.key = root.key();
        this.shapes = new Shapes(registry, root, shapes);
    }

    /**
     * Saves a paused coroutine and lets go of it, as {@link Snapshots#take} does.
     *
     * @param coroutine the coroutine, which nobody awaits
     * @param awaited what is kept beside if the coroutine awaits it; null if nothing is
     * @return a new array
     * @throws SnapshotException UNSAVABLE if it is not paused, or if a value in it cannot be saved; then it is as it
     *     was
     */
    public byte[] pack(Coroutine<?> coroutine, @Nullable Object awaited) {
        byte[] plain = plain(coroutine, awaited);
        if (plain != null) {
            discard(coroutine);
            return plain;
        }
        return general(snapshots.take(key, coroutine));
    }

    /**
     * Returns whether a paused coroutine may be kept as it is and be packed later, up to when it is resumed: nothing in
     * it can change until then, whoever else may refer to it, nothing can fail to be saved, and no {@code finally}
     * would run if it were forgotten. So it is if all live variables are declared to be primitive, {@link String}, the
     * like of {@link Integer}, or enums and records that are registered and consist of these.
     *
     * @param coroutine the coroutine
     * @param awaited what is kept beside, which the coroutine has to await at its leaf
     * @return false if it has to be packed at once, which may fail
     */
    public boolean isFixed(Coroutine<?> coroutine, @Nullable Object awaited) {
        Handle root = Objects.requireNonNull(coroutine, "coroutine");
        return !Assembly.isAwaited(root) && Packer.isFixed(root, awaited, shapes);
    }

    /**
     * Saves a paused coroutine that {@linkplain #isFixed is fixed}. It is only looked at: it can still be resumed, and
     * any thread to which it was handed over may do this, several at a time.
     *
     * @param coroutine the coroutine, which must not be resumed meanwhile
     * @param awaited what is kept beside
     * @return a new array
     * @throws SnapshotException UNSAVABLE if it is not paused
     */
    public byte[] packed(Coroutine<?> coroutine, @Nullable Object awaited) {
        byte[] plain = plain(coroutine, awaited);
        return plain != null ? plain : general(snapshots.save(key, coroutine));
    }

    private byte @Nullable [] plain(Coroutine<?> coroutine, @Nullable Object awaited) {
        Handle root = Objects.requireNonNull(coroutine, "coroutine");
        boolean isPaused = Look.isSuspended(root) && !Assembly.isAwaited(root);
        return isPaused ? new Packer(shapes, awaited).pack(root) : null;
    }

    private static byte[] general(Snapshot snapshot) {
        byte[] json = snapshot.toJson().getBytes(StandardCharsets.UTF_8);
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
     * @param awaited what was kept beside, or its equal
     * @param <R> the type of its result
     * @return a new coroutine, paused where the saved one was
     * @throws SnapshotException INCOMPATIBLE and MALFORMED as for {@link Snapshots#load}
     */
    @SuppressWarnings("unchecked") // the caller knows what was saved
    public <R extends @Nullable Object> Coroutine<R> unpack(byte[] packed, @Nullable Object awaited) {
        Handle plain = null;
        if (packed.length > 0 && packed[0] == Packed.PLAIN) {
            try {
                plain = new Unpacker(shapes, behindKind(packed), awaited).unpack();
            } catch (Packer.NotPlain other) {
                plain = null;
            }
        }
        return plain != null ? (Coroutine<R>) plain : snapshots.load(snapshot(packed, awaited));
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
     * @param awaited what was kept beside, or its equal
     * @return the snapshot, on which no migration was applied
     * @throws SnapshotException MALFORMED if it is not what the library writes
     */
    public Snapshot snapshot(byte[] packed, @Nullable Object awaited) {
        if (packed.length > 0 && packed[0] == Packed.GENERAL) {
            return Snapshot.parse(new String(Arrays.copyOfRange(packed, 1, packed.length), StandardCharsets.UTF_8));
        }
        PackedInput input = new PackedInput(packed);
        int kind = input.readByte();
        if (kind != Packed.PLAIN) {
            throw SnapshotException.malformed("there is no form of packed coroutines " + kind);
        }
        try {
            PackedInput beside = new PackedInput(new Packer(shapes, null).packValue(awaited));
            return new PackedData(shapes, input, beside).snapshot();
        } catch (SnapshotException refused) {
            throw refused;
        } catch (RuntimeException wrong) { // the data is not ours
            throw SnapshotException.malformed("its values do not fit together: " + wrong, wrong);
        }
    }

    /**
     * Returns the shapes of all that was packed by this object or found to be fixed, and those that it was made with.
     *
     * @return a new list of JSON objects
     */
    public List<String> shapes() {
        return shapes.texts();
    }
}
