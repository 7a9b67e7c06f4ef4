package dev.pausa.lint.bytecode;

/** Why class files cannot be checked, in words for the person who asked. */
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }

    UnreadableException(String message) {
        super(message);
    }
}
