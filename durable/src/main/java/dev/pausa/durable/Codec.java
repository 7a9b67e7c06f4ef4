package dev.pausa.durable;

import org.jspecify.annotations.Nullable;

/**
 * Turns single values into data: of what JSON has, that is strings, numbers, booleans, null, lists and maps with
 * strings as keys. It is asked for values that have no structure of their own, such as those of {@code java.time};
 * records, enums, arrays, collections and objects of registered types are taken apart before, so that it sees no
 * object twice.
 */
public interface Codec {
    /**
     * Turns a value into data.
     *
     * @param value the value
     * @return the data
     */
    @Nullable
    Object encode(Object value);

    /**
     * Turns data into a value.
     *
     * @param data what {@link #encode} gave; it may have been changed by whoever can write to the store
     * @param type the type of the value, which was registered
     * @return the value
     */
    Object decode(@Nullable Object data, Class<?> type);

    /**
     * Returns the codec that is used unless another one is chosen. It is Jackson's, in a mapper of its own that nobody
     * can configure, and that never takes a type from the data.
     *
     * @return the codec
     */
    static Codec jackson() {
        return JacksonCodec.INSTANCE;
    }
}
