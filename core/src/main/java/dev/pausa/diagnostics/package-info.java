/**
 * Looking at all coroutine objects of a process, and being told of those that were forgotten.
 * {@link dev.pausa.diagnostics.Diagnostics} has the switches, {@link dev.pausa.diagnostics.CoroutineDump} shows what
 * there is, and {@link dev.pausa.diagnostics.CoroutinesMXBean} shows it to other processes.
 *
 * <p>Nothing of this is needed to run coroutines. What is switched off costs nothing.
 */
@NullMarked
package dev.pausa.diagnostics;

import org.jspecify.annotations.NullMarked;
