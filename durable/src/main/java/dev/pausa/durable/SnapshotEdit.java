package dev.pausa.durable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a snapshot that a {@link Migration} changes: the variables of its frames, the fields of its objects, the
 * points where its bodies are paused.
 *
 * <pre>{@code
 * static Snapshot toCents(Snapshot old) {
 *     SnapshotEdit edit = old.edit();
 *     SavedFrame order = edit.frame("order.coroutine1");
 *     order.set("cents", long.class, 100L * (int) order.get("total"));
 *     order.remove("total");
 *     edit.objects("cart").forEach(cart -> cart.set("currency", "EUR"));
 *     return edit.as("order", 2);
 * }
 * }</pre>
 *
 * <p>What comes of it is checked when it is loaded, as any snapshot is. For what this cannot do, such as another chain
 * of frames, there is {@link Snapshot#editable}. An edit is for one thread at a time.
 */
public final class SnapshotEdit {
    private final Snapshot made;
    private final List<Map<String, @Nullable Object>> items = new ArrayList<>();

    SnapshotEdit(Snapshot copy) {
        this.made = copy;
        addItems(Data.list(copy.frames(), "frames"));
        addItems(Data.list(copy.objects(), "objects"));
    }

    /** References count frames and objects together. */
    @SuppressWarnings("unchecked") // keys are texts in all that the codec reads
    private void addItems(Data list) {
        for (int i = 0; i < list.size(); i++) {
            items.add((Map<String, @Nullable Object>) list.map(i).data());
        }
    }

    /**
     * Returns the frames of all paused bodies.
     *
     * @return those of the chain, from the root to the leaf, and then those of paused coroutine objects that are held
     */
    public List<SavedFrame> frames() {
        return items.stream()
                .filter(each -> each.get("body") instanceof String && each.get("values") instanceof List<?>)
                .map(each -> new SavedFrame(this, each))
                .toList();
    }

    /**
     * Returns the frame of a body.
     *
     * @param body the body's key, such as {@code order.coroutine1} for the first coroutine in the method {@code order}
     * @return the frame
     * @throws IllegalArgumentException if there is none of this body, or several; {@link #frames} has them all
     */
    public SavedFrame frame(String body) {
        Objects.requireNonNull(body, "body");
        List<SavedFrame> found =
                frames().stream().filter(each -> each.body().equals(body)).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    "there are " + found.size() + " frames of " + body + "; the frames are of "
                            + frames().stream().map(SavedFrame::body).toList());
        }
        return found.get(0);
    }

    /**
     * Returns the objects of a registered class.
     *
     * @param alias the name that the class is registered under
     * @return each of them; empty if there is none
     */
    public List<SavedObject> objects(String alias) {
        Objects.requireNonNull(alias, "alias");
        return items.stream()
                .filter(each -> alias.equals(each.get("type")) && each.get("fields") instanceof Map<?, ?>)
                .map(each -> new SavedObject(this, each))
                .toList();
    }

    /** Returns the object that a value refers to. */
    SavedObject object(String name, @Nullable Object value) {
        if (value instanceof List<?> reference
                && reference.size() == 2
                && Scalars.REFERENCE.equals(reference.get(0))
                && reference.get(1) instanceof Integer number
                && number >= 0
                && number < items.size()
                && items.get(number).get("fields") instanceof Map<?, ?>) {
            return new SavedObject(this, items.get(number));
        }
        throw new IllegalArgumentException(name + " is no object of a registered class, it is " + value);
    }

    /**
     * Ends the edit.
     *
     * @param key what the coroutine is begun as, of those that are registered
     * @param version the version that the snapshot is of now, newer than the one that it was of
     * @return the snapshot with all changes
     * @throws SnapshotException MALFORMED if there are no frames
     */
    public Snapshot as(String key, int version) {
        Data.list(made.frames(), "frames").map(0);
        items.get(0).put("root", List.of(Objects.requireNonNull(key, "key"), version));
        return made;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Values
    // -----------------------------------------------------------------------------------------------------------------

    static @Nullable Object plain(String name, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof List<?> list && list.size() == 2 && isPlain(list.get(0))) {
            return Scalars.decode(JacksonCodec.INSTANCE, list);
        }
        throw new IllegalArgumentException(name + " is no text, number, boolean or character, it is " + value
                + "; object(\"" + name + "\") gives an object's fields, and editable() all else");
    }

    private static boolean isPlain(@Nullable Object kind) {
        return kind instanceof String name && name.length() == 1 && "ZBSCIJFDs".contains(name);
    }

    static @Nullable Object saved(@Nullable Object value) {
        List<@Nullable Object> saved = value == null ? null : Scalars.encode(JacksonCodec.INSTANCE, value);
        if (value != null && (saved == null || !isPlain(saved.get(0)))) {
            throw new IllegalArgumentException("a " + value.getClass().getName() + " cannot be set, only null, texts,"
                    + " numbers, booleans and characters; editable() can put everything into a snapshot");
        }
        return saved;
    }
}
