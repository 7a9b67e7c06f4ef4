/** The command {@code ./pausa weave}: weaves folders and jars ahead of time. */
@NullMarked
package dev.pausa.cli.weave;

import org.jspecify.annotations.NullMarked;
