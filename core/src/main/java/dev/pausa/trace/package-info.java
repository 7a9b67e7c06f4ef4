/**
 * Stack traces, and the texts of errors: what of a stack is the library's, and what is a body. Works on elements and
 * names alone, and knows neither frames nor coroutine objects.
 */
@NullMarked
package dev.pausa.trace;

import org.jspecify.annotations.NullMarked;
