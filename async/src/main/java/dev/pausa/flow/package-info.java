/**
 * Asynchronous iterations and the publishers of {@link java.util.concurrent.Flow}: {@link dev.pausa.flow.Publishers}
 * makes the one of the other, in both directions.
 */
@NullMarked
package dev.pausa.flow;

import org.jspecify.annotations.NullMarked;
