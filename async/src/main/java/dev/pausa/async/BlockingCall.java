package dev.pausa.async;

/** Blocking code that returns nothing: see {@link Async#blocking(BlockingCall)}. */
@FunctionalInterface
public interface BlockingCall {
    /**
     * The code.
     *
     * @throws Exception any exception
     */
    void run() throws Exception;
}
