package dev.pausa.durable;

import org.jspecify.annotations.Nullable;

/**
 * Stands for an exception whose class was not registered, after it was saved and loaded: it has that one's text and
 * stack trace, and the name of its class as text.
 */
public final class DurableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String original;

    DurableException(String original, @Nullable String message) {
        super(message == null ? original : original + ": " + message);
        this.original = original;
    }

    /**
     * Returns the name of the class of the exception that was saved.
     *
     * @return a binary name; no class need have it
     */
    public String original() {
        return original;
    }
}
