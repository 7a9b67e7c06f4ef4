/**
 * Paused coroutines as data: taken apart into a {@link dev.pausa.durable.Snapshot}, and put together again in the same
 * process or another one, also by a newer version of their code.
 *
 * <p>What may be in a durable body, what is saved, and what happens when the code changes is told in
 * {@code docs/durable.md}; begin with {@link dev.pausa.durable.Snapshots}.
 */
@NullMarked
package dev.pausa.durable;

import org.jspecify.annotations.NullMarked;
