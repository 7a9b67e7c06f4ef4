/**
 * Coroutines out of what the JDK has: its internal continuation, virtual threads and platform threads. They have whole
 * stacks, so a body awaits another one by calling it, and one set of
 * {@linkplain dev.pausa.benchmarks.jdk.StackBodies bodies} does for all.
 */
@NullMarked
package dev.pausa.benchmarks.jdk;

import org.jspecify.annotations.NullMarked;
