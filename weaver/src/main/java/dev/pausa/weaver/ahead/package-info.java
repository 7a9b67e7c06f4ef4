/**
 * Weaving ahead of time: class files in, class files out. {@link dev.pausa.weaver.ahead.Ahead} weaves all classes of a
 * folder or jar, {@code Host} one of them. No class is loaded.
 */
package dev.pausa.weaver.ahead;
