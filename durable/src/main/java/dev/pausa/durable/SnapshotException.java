package dev.pausa.durable;

import org.jspecify.annotations.Nullable;

/** A coroutine cannot be saved, or a snapshot not be loaded. Nothing was changed by the attempt. */
public final class SnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** A value in the chain has no form as data; the message names body, line, variable and path. */
        UNSAVABLE,
        /** The code has changed, so that what was saved does not fit any more; the message says what. */
        INCOMPATIBLE,
        /** It is not what the library writes, or names what was not registered. */
        MALFORMED
    }

    private final Reason reason;

    private SnapshotException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    static SnapshotException unsavable(String message) {
        return new SnapshotException(Reason.UNSAVABLE, message, null);
    }

    static SnapshotException incompatible(String message) {
        return new SnapshotException(Reason.INCOMPATIBLE, "cannot load this snapshot: " + message, null);
    }

    static SnapshotException malformed(String message) {
        return malformed(message, null);
    }

    static SnapshotException malformed(String message, @Nullable Throwable cause) {
        return new SnapshotException(Reason.MALFORMED, "this is no snapshot that can be loaded: " + message, cause);
    }

    /**
     * Returns why.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
