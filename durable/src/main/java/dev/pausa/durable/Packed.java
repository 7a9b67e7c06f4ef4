package dev.pausa.durable;

/** What stands for what in packed snapshots. Numbers are only ever added: what was packed is read for ever. */
final class Packed {
    private Packed() {}

    /** The first byte: the rest is the JSON of a snapshot. */
    static final int GENERAL = 0;

    /** The first byte: the shape of the registration, then frames from the root to the leaf. */
    static final int PLAIN = 1;

    /** Before a frame: the shape of its point, and its values. */
    static final int FRAME = 1;

    /** Behind the last frame, if it awaits something that is no coroutine: that. */
    static final int AWAITED = 2;

    /** Behind the last frame, if it awaits nothing. */
    static final int NOTHING = 3;

    /** Behind the last frame, if it awaits what is kept beside. */
    static final int BESIDE = 4;

    static final int NULL = 0;
    static final int TRUE = 1;
    static final int FALSE = 2;
    static final int BYTE = 3;
    static final int SHORT = 4;
    static final int CHAR = 5;
    static final int INT = 6;
    static final int LONG = 7;
    static final int FLOAT = 8;
    static final int DOUBLE = 9;
    static final int TEXT = 10;
    static final int ENUM = 11;
    static final int RECORD = 12;
    static final int LIST = 13;

    /** An object that was there before, by its number among records and lists. */
    static final int SAME = 14;

    /** More objects than this, or a deeper nesting, have the general form. */
    static final int MOST_OBJECTS = 64;

    static final int DEEPEST = 16;
}
