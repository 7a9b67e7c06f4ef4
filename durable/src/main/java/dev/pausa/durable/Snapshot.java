package dev.pausa.durable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A paused chain as data: which bodies, which points, which values. Everything in it is what JSON has; it names nothing
 * but what was registered.
 *
 * <p>{@code frames} is a list with a map for each frame of the chain, from the root to the leaf, and {@code objects} a
 * list with one for each object that a frame or another object refers to. The root's map has its registration in
 * {@code root}: key and version. A frame has {@code in} (the host), {@code body}, {@code hash}, {@code point} (the
 * label), {@code at} (the point's number), {@code line} and {@code values}: a list of lists of name, whether it is an
 * operand, type, and value.
 *
 * <p>A value is null or a list that begins with its kind: {@code ["I", 7]}, {@code ["s", "text"]}, {@code ["@", 3]} for
 * the object with the number 3.
 *
 * @param run which run of a coroutine it is of; empty if nobody counts
 * @param version how often the run was saved before
 * @param frames the frames
 * @param objects the objects
 */
public record Snapshot(String run, long version, Object frames, Object objects) {

    /**
     * Makes a snapshot.
     *
     * @param run which run of a coroutine it is of; empty if nobody counts
     * @param version how often the run was saved before
     * @param frames the frames
     * @param objects the objects
     */
    public Snapshot {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(frames, "frames");
        Objects.requireNonNull(objects, "objects");
    }

    /**
     * Returns the snapshot as JSON.
     *
     * @return one object
     */
    public String toJson() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("format", FORMAT);
        tree.put("run", run);
        tree.put("version", version);
        tree.put("frames", frames);
        tree.put("objects", objects);
        return JacksonCodec.INSTANCE.write(tree);
    }

    private static final int FORMAT = 1;

    /**
     * Reads what {@link #toJson} gave.
     *
     * @param json the text
     * @return the snapshot, of which nothing is checked but that it is one
     * @throws SnapshotException MALFORMED if it is none
     */
    public static Snapshot parse(String json) {
        Objects.requireNonNull(json, "json");
        Map<?, ?> tree;
        try {
            tree = JacksonCodec.INSTANCE.read(json, Map.class);
        } catch (RuntimeException malformed) {
            throw SnapshotException.malformed("it is no JSON object: " + malformed.getMessage());
        }
        Object frames = tree.get("frames");
        Object objects = tree.get("objects");
        if (Integer.valueOf(FORMAT).equals(tree.get("format"))
                && tree.get("run") instanceof String run
                && tree.get("version") instanceof Number version
                && frames != null
                && objects != null) {
            return new Snapshot(run, version.longValue(), frames, objects);
        }
        throw SnapshotException.malformed("it is no snapshot of format " + FORMAT);
    }

    /**
     * Returns an edit of a copy. For migrations.
     *
     * @return a new edit
     * @throws SnapshotException MALFORMED if frames or objects are no lists of maps
     */
    public SnapshotEdit edit() {
        return new SnapshotEdit(editable());
    }

    /**
     * Returns a copy whose lists and maps are new, and may be changed. For migrations that {@link #edit} cannot do.
     *
     * @return the copy
     */
    public Snapshot editable() {
        return new Snapshot(run, version, Objects.requireNonNull(copy(frames)), Objects.requireNonNull(copy(objects)));
    }

    private static @Nullable Object copy(@Nullable Object data) {
        if (data instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(key, copy(value)));
            return copy;
        }
        if (data instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(each -> copy.add(copy(each)));
            return copy;
        }
        return data;
    }
}
