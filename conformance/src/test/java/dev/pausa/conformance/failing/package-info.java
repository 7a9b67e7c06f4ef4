/**
 * Drives in which the JVM fails: no memory, a class that cannot be linked, an internal error, at every place where that
 * may happen. The full stack is in {@code limits}.
 */
package dev.pausa.conformance.failing;
