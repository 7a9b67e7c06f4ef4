/**
 * Coroutines as the keyed state of Apache Flink: one for each key, checkpointed, rescaled and upgraded by savepoint as
 * all state of Flink is. Begin with {@link dev.pausa.durable.flink.CoroutineFunction}, and with
 * {@link dev.pausa.durable.flink.Keyed}, which is what bodies await.
 */
@NullMarked
package dev.pausa.durable.flink;

import org.jspecify.annotations.NullMarked;
