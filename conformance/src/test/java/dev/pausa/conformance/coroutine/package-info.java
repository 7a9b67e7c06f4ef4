/**
 * Coroutine objects: making, looking, send, raise and close. The rows CO and AB of the catalogue, its table of states
 * and the branches of its reference algorithm; drivers on several threads; the examples in the Javadoc.
 *
 * <p>What a refusal says beyond Python's words is in {@code diagnostics}.
 */
package dev.pausa.conformance.coroutine;
