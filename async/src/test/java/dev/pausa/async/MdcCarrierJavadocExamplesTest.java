package dev.pausa.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** The carrier that {@link ContextCarrier} shows; {@link ContextCarriersTest} has it carry. */
class MdcCarrierJavadocExamplesTest {
    static final class MdcCarrier implements ContextCarrier<Map<String, String>> {
        public Map<String, String> capture() {
            Map<String, String> now = MDC.getCopyOfContextMap();
            return now == null ? Map.of() : now;
        }

        public Runnable restore(Map<String, String> captured) {
            Map<String, String> before = capture();
            MDC.setContextMap(captured);
            return () -> MDC.setContextMap(before);
        }
    }

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void gives_what_was_captured_and_puts_back_what_was_there() {
        MDC.put("request", "1");
        Map<String, String> captured = new MdcCarrier().capture();
        MDC.put("request", "2");
        Runnable undo = new MdcCarrier().restore(captured);
        assertThat(MDC.get("request")).isEqualTo("1");
        undo.run();
        assertThat(MDC.get("request")).isEqualTo("2");
    }
}
