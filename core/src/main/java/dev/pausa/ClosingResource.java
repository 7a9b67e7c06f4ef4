package dev.pausa;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link AsyncResource#closing}. */
final class ClosingResource<C extends AsyncCloseable> implements AsyncResource<C> {
    private final C closeable;

    ClosingResource(C closeable) {
        this.closeable = Objects.requireNonNull(closeable, "closeable");
    }

    @Override
    public Awaitable<C> enter() {
        return coroutine(() -> closeable);
    }

    @Override
    public Awaitable<@Nullable Boolean> exit(@Nullable Throwable exception) {
        return coroutine(() -> {
            await(closeable.aclose());
            return false;
        });
    }
}
