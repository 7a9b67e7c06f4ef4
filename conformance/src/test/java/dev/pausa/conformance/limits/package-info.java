/**
 * Chains deeper than any stack, and drives where the stack is nearly full. The rows RD. What a coroutine takes of the
 * heap is in {@code footprint}.
 */
package dev.pausa.conformance.limits;
