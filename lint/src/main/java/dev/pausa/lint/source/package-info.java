/**
 * The checks on source code, as a plugin of javac that starts by itself. {@code LintPlugin} is called for each class,
 * {@code ClassReader} walks through its code, {@code Code} says what a piece of code is the body of, and each check is
 * a class of its own.
 */
@NullMarked
package dev.pausa.lint.source;

import org.jspecify.annotations.NullMarked;
