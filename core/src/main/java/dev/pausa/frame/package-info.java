/**
 * What woven classes extend and call, and the drive loop. Public because woven classes live in their users' packages; not meant
 * for other code, and free to change with every release.
 *
 * <p>Read {@link dev.pausa.frame.Frame} first, then {@link dev.pausa.frame.Handle}.
 */
@NullMarked
package dev.pausa.frame;

import org.jspecify.annotations.NullMarked;
