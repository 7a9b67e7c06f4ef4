/**
 * Await: what can be awaited, whom one can await with, and what is driven behind an awaiter's back. The rows AW, CW
 * (the iterator view of a coroutine) and CX (exceptions on their way through awaits), and the await of a stage.
 *
 * <p>{@code ForeignDrivingTest} plays random {@code Script}s with real coroutines ({@code WovenWorld}) and with the
 * catalogue's reference algorithm ({@code ReferenceWorld}), and compares.
 */
package dev.pausa.conformance.await;
