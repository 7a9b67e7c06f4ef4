/**
 * Asynchronous generators and asynchronous iteration. The rows AG and AI; the table of all steps in all states, as
 * CPython printed it; cursors, and the block of {@code forEach}.
 */
package dev.pausa.conformance.asyncgen;
