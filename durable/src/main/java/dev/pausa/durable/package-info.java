/**
 * Coroutines that outlive the process: a paused coroutine is taken apart into data and put together again, in the same
 * process or another one, also by a newer version of its code.
 *
 * <p>{@link dev.pausa.durable.Durable} is an engine on a database. A body is registered under a key; an instance of it
 * is started under an id, waits in the database, and is worked on by any process that has opened the same one:
 *
 * <pre>{@code
 * static Coroutine<String> order(Cart cart) {
 *     return coroutine(() -> {
 *         int paid = await(receive("paid", Integer.class, Duration.ofDays(14)));
 *         String parcel = await(step("ship", RETRY, context -> ship(cart, context.key())));
 *         return cart.customer() + " paid " + paid + " and gets " + parcel;
 *     });
 * }
 *
 * try (Durable durable = Durable.open(source)
 *         .host("orders", Orders.class)
 *         .type("cart", Cart.class)
 *         .register("order", 1, Orders::order)
 *         .start()) {
 *     DurableTask<String> order = durable.start("order", "order-17", cart);
 *     durable.signal("order-17", "paid", "payment-4711", 120);
 * }
 * }</pre>
 *
 * <p>What it awaits there are operations of {@code Durable}: a {@code step} is called at least once, each time with the
 * same key; a {@code transaction} takes effect exactly once; {@code sleep} and {@code receive} may take days, in which
 * nothing is in memory. The code between two pauses runs again when a process has died in it.
 *
 * <p>{@link dev.pausa.durable.Snapshots} is what the engine stands on, for those who keep what is paused by themselves.
 * It saves a chain of coroutines as a {@link dev.pausa.durable.Snapshot}: for each frame which body it is of, where it
 * is paused, and which values are live there. Only registered names are in it, and no class is loaded by it. A newer
 * version of a body loads what an older one has saved if point and values fit; otherwise a
 * {@link dev.pausa.durable.Migration} makes of the old data new data, by a {@link dev.pausa.durable.SnapshotEdit}.
 *
 * <p>What may be in a durable body, what is saved, and what fits which change is told in {@code docs/durable.md}; each
 * promise has its tests in {@code docs/durable-rules.md}.
 */
@NullMarked
package dev.pausa.durable;

import org.jspecify.annotations.NullMarked;
