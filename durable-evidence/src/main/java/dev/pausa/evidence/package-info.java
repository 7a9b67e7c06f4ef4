/**
 * Puts durable coroutines to the test: {@code cluster} has a database and workers that can be killed and stopped,
 * {@code bodies} what the workers run, {@code checks} what is done to them and what is looked at afterwards,
 * {@code speed} what is measured beside peers.
 */
@NullMarked
package dev.pausa.evidence;

import org.jspecify.annotations.NullMarked;
