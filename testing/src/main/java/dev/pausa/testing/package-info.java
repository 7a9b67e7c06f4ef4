/**
 * Tests of what runs on loops: no waiting, and no luck.
 *
 * <p>A test that really sleeps is slow, and one whose tasks happen to run in the right order says little. {@link
 * TestLoop} has charge of both:
 *
 * <pre>{@code
 * TestLoop.run(() -> {
 *     Promise<String> answer = new Promise<>();
 *     String got = await(timeoutOr(Duration.ofHours(1), answer, "no answer")); // takes no time
 *     assertEquals("no answer", got);
 *     assertEquals("2000-01-01T01:00:00Z", now().toString());
 * });
 * }</pre>
 *
 * <p>A loop never runs two tasks at once, yet whatever a task has read before an await may be out of date after it.
 * Such a mistake shows only in some orders. {@link TestLoop#explore} tries many:
 *
 * <pre>{@code
 * TestLoop.explore(1000, () -> {
 *     Account account = new Account();
 *     await(all(account.deposit(1), account.deposit(1)));
 *     assertEquals(2, account.balance());
 * });
 * }</pre>
 *
 * <p>When a run fails, the message says its seed, with which the same happens again: {@code -Ddev.pausa.seed=17}. It
 * names a file with all that was decided, and shows the few decisions that are enough to fail, found by taking all
 * others away. {@link Explore} is the same as a JUnit test.
 *
 * <p>For that, all that happens must follow from the seed. Tasks, channels, promises, semaphores, sleeps and deadlines
 * do. Time is to come from {@link dev.pausa.async.Async#now}, random numbers and ids from {@link TestLoop#random} and
 * {@link TestLoop#newId}; what other threads do cannot be part of it, and is refused at the await unless it is
 * {@linkplain TestLoopSetup#allowExternal allowed}. {@link TestLoopSetup#twice} does each run twice, and says where
 * they differ.
 */
@NullMarked
package dev.pausa.testing;

import org.jspecify.annotations.NullMarked;
