package dev.pausa.async;

import org.jspecify.annotations.Nullable;

/**
 * Carries what other libraries keep in thread-locals, such as a logger's diagnostic context, along with tasks. A loop
 * calls it around each resume of a task, on its own thread. Registered for all loops with {@link Loop#addCarrier}. It
 * must be quick and not throw: what it throws is reported, and the body runs. Where there is none, nothing is captured.
 *
 * <p>One for SLF4J's diagnostic context:
 *
 * <pre>{@code
 * static final class MdcCarrier implements ContextCarrier<Map<String, String>> {
 *     public Map<String, String> capture() {
 *         Map<String, String> now = MDC.getCopyOfContextMap();
 *         return now == null ? Map.of() : now;
 *     }
 *
 *     public Runnable restore(Map<String, String> captured) {
 *         Map<String, String> before = capture();
 *         MDC.setContextMap(captured);
 *         return () -> MDC.setContextMap(before);
 *     }
 * }
 * }</pre>
 *
 * @param <C> what is carried; never changed after it was captured
 */
public interface ContextCarrier<C extends @Nullable Object> {
    /**
     * Takes what this thread has now: where a task is started, and at each pause of it.
     *
     * @return what to carry
     */
    C capture();

    /**
     * Gives this thread what was captured.
     *
     * @param captured that
     * @return puts back what the thread had before
     */
    Runnable restore(C captured);
}
