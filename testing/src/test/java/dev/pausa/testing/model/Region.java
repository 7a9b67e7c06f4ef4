package dev.pausa.testing.model;

/** A part of a task that can be cancelled by itself, or that cancels from around do not reach. */
class Region {
    /** Whose cancels reach this one; null for the loop's scope. */
    final Region around;

    /** Why it was cancelled; null if it was not. */
    String cause;

    /** Whether it was its own limit of time that has cancelled it. */
    boolean isTimedOut;

    /** Whether it keeps cancels from around away, now. */
    boolean isShielding;

    boolean isLeft;

    /** Its limit of time; null if it has none. */
    Timer limit;

    Region(Region around) {
        this.around = around;
    }

    int depth() {
        return around == null ? 1 : around.depth() + 1;
    }

    /** Returns why what is in it is cancelled: the outermost reason that no shield keeps away. */
    String reason() {
        String outer = reasonAround();
        return outer != null ? outer : cause;
    }

    private String reasonAround() {
        return around == null || isShielding ? null : around.reason();
    }

    /** Whether a cancel that comes out of it is this region's to take away. */
    boolean takesCancel() {
        return cause != null && reasonAround() == null;
    }
}
