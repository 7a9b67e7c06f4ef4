/**
 * What woven classes extend and call: the machine's porch, and the one part of it that is exported to all, since a
 * woven class lies in its user's module and links there. Not meant for other code, and free to change with every
 * release.
 *
 * <p>Nothing in here lends rights or changes an object unnoticed, whoever calls it:
 *
 * <ul>
 *   <li>What changes an object's state is a protected method of the frame, {@code this} being the proof: the JVM lets
 *       no class call it on a frame that is not its own (JVMS 4.10.1.8), and each such method checks that the object is
 *       one of its frame's.
 *   <li>{@link dev.pausa.woven.Woven} only asks, adapts and begins: what anybody may do who holds the object.
 *   <li>{@link dev.pausa.woven.Bootstraps} demand a lookup with the full rights of the class that they serve, and use
 *   no other.
 * </ul>
 */
@NullMarked
package dev.pausa.woven;

import org.jspecify.annotations.NullMarked;
