package dev.pausa.durable;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that are in no chain, and outcomes, as bytes: arguments, signals, what steps give. */
final class Values {
    private static final String VALUE = "value";
    private static final String THROWN = "thrown";

    private final Registry registry;

    Values(Registry registry) {
        this.registry = registry;
    }

    /**
     * Returns a value as bytes.
     *
     * @param what what it is, for messages
     */
    byte[] encode(@Nullable Object value, String what) {
        return encode(VALUE, value, what);
    }

    byte[] encode(Outcome outcome, String what) {
        return outcome.thrown() == null
                ? encode(VALUE, outcome.value(), what)
                : encode(THROWN, outcome.thrown(), "the exception of " + what);
    }

    private byte[] encode(String kind, @Nullable Object value, String what) {
        Encoder encoder = new Encoder(registry, null);
        Object data = encoder.encodeValue(value, what);
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put(kind, data);
        tree.put("objects", encoder.objects());
        return Texts.utf8(JacksonCodec.INSTANCE.write(tree));
    }

    @Nullable
    Object decode(byte[] bytes) {
        return outcome(bytes).value();
    }

    Outcome outcome(byte[] bytes) {
        Map<?, ?> tree;
        try {
            tree = JacksonCodec.INSTANCE.read(new String(bytes, StandardCharsets.UTF_8), Map.class);
        } catch (RuntimeException malformed) {
            throw SnapshotException.malformed("a value is no JSON object", malformed);
        }
        boolean isThrown = tree.containsKey(THROWN);
        Object value = decode(tree.get("objects"), tree.get(isThrown ? THROWN : VALUE));
        if (!isThrown) {
            return new Outcome(value, null);
        }
        if (value instanceof Throwable thrown) {
            return new Outcome(null, thrown);
        }
        throw SnapshotException.malformed("what was thrown is no exception");
    }

    private @Nullable Object decode(@Nullable Object objects, @Nullable Object value) {
        Checked checked = new Checked(registry, Data.list(objects, "objects"), value);
        return new Decoder(registry, checked).decode(value);
    }
}
