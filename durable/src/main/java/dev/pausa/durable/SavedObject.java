package dev.pausa.durable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An object of a registered class in a snapshot, with its fields: those of a record, or those of any other class that
 * are not transient. Changes go to the {@link SnapshotEdit} that it is of.
 */
public final class SavedObject {
    private final SnapshotEdit edit;
    private final Map<String, @Nullable Object> data;

    SavedObject(SnapshotEdit edit, Map<String, @Nullable Object> data) {
        this.edit = edit;
        this.data = data;
    }

    /**
     * Returns the name that the object's class is registered under.
     *
     * @return the alias
     */
    public String type() {
        return (String) Objects.requireNonNull(data.get("type"));
    }

    /**
     * Returns the names of the fields.
     *
     * @return a new list, in the order in which they were saved
     */
    public List<String> names() {
        return List.copyOf(fields().keySet());
    }

    /**
     * Returns the value of a field that holds a text, a number, a boolean or a character.
     *
     * @param name the field
     * @return a {@link String}, a box such as {@link Integer}, or null
     * @throws IllegalArgumentException if there is no such field, or it holds something else
     */
    public @Nullable Object get(String name) {
        return SnapshotEdit.plain(name, field(name));
    }

    /**
     * Returns the object of a registered class that a field refers to.
     *
     * @param name the field
     * @return the object
     * @throws IllegalArgumentException if there is no such field, or it refers to none
     */
    public SavedObject object(String name) {
        return edit.object(name, field(name));
    }

    /**
     * Sets a field, or adds it.
     *
     * @param name the field
     * @param value null, a text, or a box, of exactly the field's type if it is a primitive one
     * @return this
     * @throws IllegalArgumentException if the value is something else
     */
    public SavedObject set(String name, @Nullable Object value) {
        fields().put(Objects.requireNonNull(name, "name"), SnapshotEdit.saved(value));
        return this;
    }

    /**
     * Gives a field another name.
     *
     * @param name the field
     * @param renamed its name in the present version of the class
     * @return this
     * @throws IllegalArgumentException if there is no such field, or another one has the new name
     */
    public SavedObject rename(String name, String renamed) {
        if (fields().containsKey(Objects.requireNonNull(renamed, "renamed"))) {
            throw new IllegalArgumentException("there is a field " + renamed + " in " + type() + " already");
        }
        Object value = field(name);
        fields().remove(name);
        fields().put(renamed, value);
        return this;
    }

    /**
     * Removes a field that the present version of the class does not have.
     *
     * @param name the field
     * @return this
     * @throws IllegalArgumentException if there is no such field
     */
    public SavedObject remove(String name) {
        field(name);
        fields().remove(name);
        return this;
    }

    @SuppressWarnings("unchecked") // the edit has looked
    private Map<String, @Nullable Object> fields() {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(data.get("fields"));
    }

    private @Nullable Object field(String name) {
        if (!fields().containsKey(Objects.requireNonNull(name, "name"))) {
            throw new IllegalArgumentException(
                    "no field " + name + " was saved of " + type() + "; there are " + names());
        }
        return fields().get(name);
    }
}
