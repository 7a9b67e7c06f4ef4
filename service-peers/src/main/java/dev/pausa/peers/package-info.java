/**
 * The page of queries and the checkout of the order service four times: on futures, on virtual threads, in Kotlin, and
 * with Pausa; and what measures them side by side. {@code ./service-peers/compare} runs it.
 */
@NullMarked
package dev.pausa.peers;

import org.jspecify.annotations.NullMarked;
