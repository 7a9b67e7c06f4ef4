/**
 * The command {@code ./pausa durable-check OLD.tables NEW.jar}: which paused coroutines of one version another one
 * would not load. {@link dev.pausa.cli.durable.Main} reads the command line, {@code ClassFolder} the class files.
 */
@NullMarked
package dev.pausa.cli.durable;

import org.jspecify.annotations.NullMarked;
