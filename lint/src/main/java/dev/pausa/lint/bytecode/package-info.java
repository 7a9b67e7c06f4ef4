/**
 * The checks on class files, for what javac has not compiled. {@link dev.pausa.lint.bytecode.ClassLint} is the way in:
 * {@code ClassPlace} reads the files, {@code Program} knows the classes, {@code Bodies} says which methods are bodies,
 * and each check is a class of its own. A {@code Code} is one method; what it pauses at, which monitors it holds and
 * where its control goes is asked of the weaver.
 */
@NullMarked
package dev.pausa.lint.bytecode;

import org.jspecify.annotations.NullMarked;
