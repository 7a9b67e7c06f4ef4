package dev.pausa.vertx;

import dev.pausa.async.ContextCarrier;
import io.vertx.core.internal.ContextInternal;
import org.jspecify.annotations.Nullable;

/**
 * Carries the current context, which holds the context locals: as a rule a duplicate, made for one request. A task that
 * was started by another context than its loop's gets the loop's.
 */
final class DispatchCarrier implements ContextCarrier<@Nullable ContextInternal> {
    private static final Runnable NOTHING = () -> {};

    @Override
    public @Nullable ContextInternal capture() {
        return ContextInternal.current();
    }

    @Override
    public Runnable restore(@Nullable ContextInternal captured) {
        ContextInternal here = ContextInternal.current();
        boolean isOfLoop = captured != null && here != null && captured.unwrap() == here.unwrap();
        if (!isOfLoop || captured == here) {
            return NOTHING;
        }
        ContextInternal before = captured.beginDispatch();
        return () -> captured.endDispatch(before);
    }
}
