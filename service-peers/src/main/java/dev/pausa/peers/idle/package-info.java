/** How many paused bodies fit into a heap, each waiting in a task of its own; and what a socket adds. */
@NullMarked
package dev.pausa.peers.idle;

import org.jspecify.annotations.NullMarked;
