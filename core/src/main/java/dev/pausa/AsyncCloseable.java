package dev.pausa;

/**
 * Something that is closed asynchronously: closing may pause. A {@link AsyncResource#closing with} block closes it on
 * every way out.
 */
@FunctionalInterface
public interface AsyncCloseable {
    /**
     * Closes it. Nothing happens before the awaitable is awaited.
     *
     * @return an awaitable that gives null
     */
    Awaitable<Void> aclose();
}
