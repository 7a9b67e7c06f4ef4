/** Programs that print the same line, each with a coroutine of one peer, to compare how long they take to start. */
@NullMarked
package dev.pausa.benchmarks.hello;

import org.jspecify.annotations.NullMarked;
