/**
 * The driver that most programs want: tasks that live in scopes, on a loop that never runs two of them at once.
 */
@NullMarked
package dev.pausa.async;

import org.jspecify.annotations.NullMarked;
