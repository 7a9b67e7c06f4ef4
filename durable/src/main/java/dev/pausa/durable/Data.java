package dev.pausa.durable;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A list or a map of data that may be anything, read as what it should be. */
record Data(Object data, String place) {

    static Data list(@Nullable Object data, String place) {
        if (data instanceof List<?> list) {
            return new Data(list, place);
        }
        throw SnapshotException.malformed(place + " is no list");
    }

    int size() {
        return ((List<?>) data).size();
    }

    Data map(int index) {
        Object found = index < size() ? ((List<?>) data).get(index) : null;
        if (found instanceof Map<?, ?> map) {
            return new Data(map, place + "[" + index + "]");
        }
        throw SnapshotException.malformed(place + "[" + index + "] is no map");
    }

    @Nullable
    Object get(String name) {
        return ((Map<?, ?>) data).get(name);
    }

    boolean has(String name) {
        return ((Map<?, ?>) data).containsKey(name);
    }

    String text(String name) {
        if (get(name) instanceof String text) {
            return text;
        }
        throw SnapshotException.malformed(place + " has no text " + name);
    }

    int number(String name) {
        if (get(name) instanceof Integer number) {
            return number;
        }
        throw SnapshotException.malformed(place + " has no number " + name);
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(get(name));
    }

    List<?> listOf(String name) {
        if (get(name) instanceof List<?> list) {
            return list;
        }
        throw SnapshotException.malformed(place + " has no list " + name);
    }

    Data mapOf(String name) {
        if (get(name) instanceof Map<?, ?> map) {
            return new Data(map, place + "." + name);
        }
        throw SnapshotException.malformed(place + " has no map " + name);
    }
}
