/** The mistakes that are found before a program runs: one list of checks, whoever reads the program. */
@NullMarked
package dev.pausa.lint;

import org.jspecify.annotations.NullMarked;
