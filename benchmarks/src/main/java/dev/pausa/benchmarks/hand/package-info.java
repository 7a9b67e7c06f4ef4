/**
 * State machines written by hand: what a compiler could make of each body at best. Every body comes twice, with its
 * yielded values {@linkplain dev.pausa.benchmarks.hand.StoredFrame stored in a field} and {@linkplain
 * dev.pausa.benchmarks.hand.ReturnedFrame returned}. They check nothing that a library would have to check.
 */
@NullMarked
package dev.pausa.benchmarks.hand;

import org.jspecify.annotations.NullMarked;
