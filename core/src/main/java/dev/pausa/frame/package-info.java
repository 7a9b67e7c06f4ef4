/**
 * The machine: handles, frames, and the loop that drives chains of them. Concealed: no other module sees it.
 *
 * <p>{@code Handle} is what a driver holds, {@code Frame} what a paused body lives in, {@code Chain} the loop; these
 * three know each other. Everything else hangs on a door:
 *
 * <ul>
 *   <li>{@link dev.pausa.woven.Woven}, in the one package that is exported for it, is what woven code calls;
 *   <li>{@link dev.pausa.frame.Look} is what all who read ask: descriptions, dumps, the flight recorder;
 *   <li>{@link dev.pausa.frame.Assembly} takes paused objects apart, and puts them together again;
 *   <li>{@link dev.pausa.frame.Observer} is who is told: of objects that are made, driven while they are observed,
 *   ended and forgotten.
 * </ul>
 *
 * <p>Two classes above it are found by their names when they are first needed (see {@code Parts}): the weaver and the
 * observer.
 *
 * <p>Read {@link dev.pausa.frame.Frame} first, then {@link dev.pausa.frame.Handle}.
 */
@NullMarked
package dev.pausa.frame;

import org.jspecify.annotations.NullMarked;
