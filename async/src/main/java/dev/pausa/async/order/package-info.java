/**
 * How a test loop gets between a loop and its tasks. Exported to {@code dev.pausa.testing} alone.
 *
 * <p>A {@link Schedule} says what time it is and which of the ready tasks runs next; {@link OrderedLoops} runs a
 * coroutine on a loop that asks it.
 */
@NullMarked
package dev.pausa.async.order;

import org.jspecify.annotations.NullMarked;
