/** A load generator for loopback: one thread, so many connections, each of which asks again when it was answered. */
@NullMarked
package dev.pausa.peers.load;

import org.jspecify.annotations.NullMarked;
