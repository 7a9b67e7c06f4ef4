/**
 * What the library tells of coroutine objects, and of its own errors: never-awaited reports and objects that nobody can
 * reach (rows FI, and those rows GE and AG that are about it), stack traces across awaits against the golden texts in
 * {@code traces/}, details of refusals, dumps, the variables of a paused body, and the flight recorder.
 *
 * <p>{@code RecordedTest} repeats tests of the other packages while the flight recorder is on.
 */
package dev.pausa.conformance.diagnostics;
