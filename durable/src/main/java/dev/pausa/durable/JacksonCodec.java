package dev.pausa.durable;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Jackson, with what the library needs of it and nothing that data could switch on. */
final class JacksonCodec implements Codec {
    static final JacksonCodec INSTANCE = new JacksonCodec();

    private final JsonMapper mapper = JsonMapper.builder()
            .disable(
                    DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS,
                    DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
                    DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
            .build();

    private JacksonCodec() {}

    @Override
    public @Nullable Object encode(Object value) {
        return mapper.convertValue(value, Object.class);
    }

    @Override
    public Object decode(@Nullable Object data, Class<?> type) {
        return Objects.requireNonNull(mapper.convertValue(data, type), () -> "null is no " + type.getName());
    }

    String write(Object tree) {
        return mapper.writeValueAsString(tree);
    }

    <T> T read(String text, Class<T> type) {
        return mapper.readValue(text, type);
    }
}
