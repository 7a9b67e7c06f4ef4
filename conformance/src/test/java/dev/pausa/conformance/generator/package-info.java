/**
 * Generators: as iterators, driven, delegating, awaited. The rows GE, YF and TC, and those rows AW that are about
 * generators; streams, looking ahead, threads, and yields that stand in the wrong place.
 */
package dev.pausa.conformance.generator;
