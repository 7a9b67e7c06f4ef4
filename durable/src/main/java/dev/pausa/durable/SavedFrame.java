package dev.pausa.durable;

import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A frame in a snapshot: a body, the point where it is paused, and the variables that are live there. Changes go to the
 * {@link SnapshotEdit} that it is of. What has no name, as operands of an expression, is not shown and stays as it is.
 */
public final class SavedFrame {
    private static final int NAME = 0;
    private static final int IS_OPERAND = 1;
    private static final int TYPE = 2;
    private static final int VALUE = 3;

    private final SnapshotEdit edit;
    private final Map<String, @Nullable Object> data;

    SavedFrame(SnapshotEdit edit, Map<String, @Nullable Object> data) {
        this.edit = edit;
        this.data = data;
    }

    /**
     * Returns the body's key.
     *
     * @return the method, and which of its bodies: {@code order.coroutine1}
     */
    public String body() {
        return text("body");
    }

    /**
     * Returns the label of the point.
     *
     * @return what is called there, with its first text: {@code step("charge")}
     */
    public String point() {
        return text("point");
    }

    /**
     * Moves the frame to another point of its body.
     *
     * @param label the label of the point, which no other of the body has
     * @return this
     */
    public SavedFrame goOnAt(String label) {
        data.put("point", Objects.requireNonNull(label, "label"));
        data.put("unique", true);
        return this;
    }

    /**
     * Returns the names of the variables.
     *
     * @return a new list, in the order in which they were saved
     */
    public List<String> names() {
        return named().stream().map(each -> (String) each.get(NAME)).toList();
    }

    /**
     * Returns the value of a variable that holds a text, a number, a boolean or a character.
     *
     * @param name the variable
     * @return a {@link String}, a box such as {@link Integer}, or null
     * @throws IllegalArgumentException if there is no such variable, or it holds something else
     */
    public @Nullable Object get(String name) {
        List<@Nullable Object> variable = variable(name);
        return declared(variable.get(TYPE), SnapshotEdit.plain(name, variable.get(VALUE)));
    }

    /**
     * Returns the object of a registered class that a variable refers to.
     *
     * @param name the variable
     * @return the object
     * @throws IllegalArgumentException if there is no such variable, or it refers to none
     */
    public SavedObject object(String name) {
        return edit.object(name, variable(name).get(VALUE));
    }

    /**
     * Sets a variable, or adds it.
     *
     * @param name the variable
     * @param type the type that it has in the present version of the body
     * @param value null, a text, or a box, of exactly that type if it is a primitive one
     * @return this
     * @throws IllegalArgumentException if the value is something else
     */
    public SavedFrame set(String name, Class<?> type, @Nullable Object value) {
        Object saved = SnapshotEdit.saved(kept(name, type, value));
        List<@Nullable Object> variable = find(name);
        if (variable == null) {
            variable = Scalars.list(Objects.requireNonNull(name, "name"), false, null, null);
            values().add(variable);
        }
        variable.set(TYPE, type.descriptorString());
        variable.set(VALUE, saved);
        return this;
    }

    /**
     * Gives a variable another name.
     *
     * @param name the variable
     * @param renamed its name in the present version of the body
     * @return this
     * @throws IllegalArgumentException if there is no such variable, or another one has the new name
     */
    public SavedFrame rename(String name, String renamed) {
        if (find(Objects.requireNonNull(renamed, "renamed")) != null) {
            throw new IllegalArgumentException("there is a variable " + renamed + " in " + body() + " already");
        }
        variable(name).set(NAME, renamed);
        return this;
    }

    /**
     * Removes a variable that the present version of the body does not need.
     *
     * @param name the variable
     * @return this
     * @throws IllegalArgumentException if there is no such variable
     */
    public SavedFrame remove(String name) {
        List<@Nullable Object> removed = variable(name);
        values().removeIf(each -> each == removed);
        return this;
    }

    /** Frames keep booleans, bytes, shorts and characters as int, as the JVM's own do. */
    private static @Nullable Object declared(@Nullable Object type, @Nullable Object kept) {
        if (type instanceof String descriptor && kept instanceof Integer number) {
            return switch (descriptor) {
                case "Z" -> number != 0;
                case "B" -> number.byteValue();
                case "S" -> number.shortValue();
                case "C" -> (char) (int) number;
                default -> number;
            };
        }
        return kept;
    }

    private static @Nullable Object kept(String name, Class<?> type, @Nullable Object value) {
        boolean isOf = !type.isPrimitive()
                || MethodType.methodType(type).wrap().returnType().isInstance(value);
        if (!isOf) {
            throw new IllegalArgumentException(
                    "the variable " + name + " is of the type " + type + ", and cannot be " + value);
        }
        if (!type.isPrimitive()) {
            return value;
        } else if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        } else if (value instanceof Character character) {
            return (int) character;
        }
        return value instanceof Byte || value instanceof Short ? ((Number) value).intValue() : value;
    }

    private String text(String key) {
        return (String) Objects.requireNonNull(data.get(key), key);
    }

    @SuppressWarnings("unchecked") // the edit has looked
    private List<Object> values() {
        return (List<Object>) Objects.requireNonNull(data.get("values"));
    }

    @SuppressWarnings("unchecked") // a list of data
    private List<List<@Nullable Object>> named() {
        List<List<@Nullable Object>> found = new ArrayList<>();
        for (Object each : values()) {
            if (each instanceof List<?> value
                    && value.size() == VALUE + 1
                    && Boolean.FALSE.equals(value.get(IS_OPERAND))
                    && value.get(NAME) instanceof String name
                    && !name.isEmpty()) {
                found.add((List<@Nullable Object>) value);
            }
        }
        return found;
    }

    private @Nullable List<@Nullable Object> find(String name) {
        for (List<@Nullable Object> each : named()) {
            if (name.equals(each.get(NAME))) {
                return each;
            }
        }
        return null;
    }

    private List<@Nullable Object> variable(String name) {
        List<@Nullable Object> found = find(Objects.requireNonNull(name, "name"));
        if (found == null) {
            throw new IllegalArgumentException(
                    "no variable " + name + " was saved of " + body() + "; there are " + names());
        }
        return found;
    }
}
