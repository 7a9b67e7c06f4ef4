package dev.pausa.weaver;

import dev.pausa.weaver.ahead.Mode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How the bodies come to be woven that tests compile: at run time, or ahead of time when the system property
 * {@code pausa.way} says so, as the profile {@code woven-ahead} has it.
 */
public enum Way {
    RUN_TIME,
    ADD,
    REWRITE;

    /** The way of this run of the tests. */
    public static final Way OF_THIS_RUN = valueOf(
            System.getProperty("pausa.way", "run-time").toUpperCase(Locale.ROOT).replace('-', '_'));

    /** Returns what is done to class files before they run; empty if nothing is. */
    public Optional<Mode> mode() {
        return switch (this) {
            case RUN_TIME -> Optional.empty();
            case ADD -> Optional.of(Mode.ADD);
            case REWRITE -> Optional.of(Mode.REWRITE);
        };
    }

    /** Weaves the classes of a folder, if this way is to. */
    void weave(Path classes) {
        mode().ifPresent(mode -> WovenAhead.weave(classes, mode, false));
    }
}
