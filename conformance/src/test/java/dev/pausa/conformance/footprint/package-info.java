/**
 * What coroutines take of the heap. These tests guard what the module {@code benchmarks} measures, without a clock:
 * they count bytes, and the counts are exact.
 */
@NullMarked
package dev.pausa.conformance.footprint;

import org.jspecify.annotations.NullMarked;
