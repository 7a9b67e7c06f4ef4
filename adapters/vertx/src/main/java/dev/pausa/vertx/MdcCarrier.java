package dev.pausa.vertx;

import dev.pausa.async.ContextCarrier;
import java.util.Map;
import org.slf4j.MDC;

/** Carries SLF4J's diagnostic context. */
final class MdcCarrier implements ContextCarrier<Map<String, String>> {
    private static final Runnable CLEAR = MDC::clear;

    @Override
    public Map<String, String> capture() {
        Map<String, String> now = MDC.getCopyOfContextMap();
        return now == null ? Map.of() : now;
    }

    @Override
    public Runnable restore(Map<String, String> captured) {
        Map<String, String> before = capture();
        if (!captured.isEmpty() || !before.isEmpty()) {
            MDC.setContextMap(captured);
        }
        return before.isEmpty() ? CLEAR : () -> MDC.setContextMap(before);
    }
}
