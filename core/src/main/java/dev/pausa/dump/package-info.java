/**
 * The command {@code ./pausa dump PID}: shows the coroutine objects of another process. {@link dev.pausa.dump.Main} reads the command line,
 * {@code Target} asks the process. Nothing here is loaded in the process that is looked at.
 */
@NullMarked
package dev.pausa.dump;

import org.jspecify.annotations.NullMarked;
