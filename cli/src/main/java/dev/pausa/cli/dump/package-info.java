/**
 * The command {@code ./pausa dump PID}: shows the coroutine objects of another process. {@link dev.pausa.cli.dump.Main}
 * reads the command line, {@code Target} asks the process. Nothing here is loaded in the process that is looked at.
 */
@NullMarked
package dev.pausa.cli.dump;

import org.jspecify.annotations.NullMarked;
