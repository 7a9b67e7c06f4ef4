package dev.pausa.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.lint.UnsavableTypes;
import java.io.InputStream;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What lint reports in durable bodies is what cannot be saved, and it gives the same reasons, in the same order. */
class UnsavableTypesTest {
    @Test
    void lint_knows_the_types_that_are_refused() {
        Map<String, String> refused = new LinkedHashMap<>();
        Refused.REASONS.forEach((type, why) -> refused.put(type.getCanonicalName(), why));
        assertThat(UnsavableTypes.REASONS).containsExactlyEntriesOf(refused);
        for (Class<?> open : List.of(InputStream.class, Connection.class)) {
            assertThat(UnsavableTypes.why(open.getName(), "java.lang.AutoCloseable"::equals))
                    .isNotNull()
                    .isEqualTo(Refused.why(open));
        }
    }
}
