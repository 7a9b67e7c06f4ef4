package dev.pausa.frame;

/**
 * How a generator's body ended, if it threw: what its handle keeps in the place of a result.
 *
 * @param thrown what the body threw
 */
public record Failure(Throwable thrown) {}
