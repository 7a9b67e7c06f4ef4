package dev.pausa.lint.bytecode;

import java.util.Set;

/**
 * A class or interface with all that it extends and implements.
 *
 * @param names the internal names
 * @param isComplete whether all of them could be found
 */
record Ancestry(Set<String> names, boolean isComplete) {}
