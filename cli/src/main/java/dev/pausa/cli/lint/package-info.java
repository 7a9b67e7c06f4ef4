/**
 * The command {@code ./pausa lint DIR|JAR...}: checks class files. {@link dev.pausa.cli.lint.Main} reads the command
 * line, {@code Report} writes what was found.
 */
@NullMarked
package dev.pausa.cli.lint;

import org.jspecify.annotations.NullMarked;
