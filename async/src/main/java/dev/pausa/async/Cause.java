package dev.pausa.async;

import java.util.Locale;

/**
 * Why something is cancelled.
 *
 * @param kind the sort of event
 * @param why in words
 */
record Cause(Cancellation.Kind kind, String why) {
    String text() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + why;
    }
}
