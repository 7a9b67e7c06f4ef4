/**
 * Coroutine objects, as Python has them.
 *
 * <p>A <em>coroutine</em> is a body of code that can pause. While it is paused it is an object on the heap; whoever
 * holds the object decides when it goes on, and with what: a value ({@link dev.pausa.Coroutine#send send}), an
 * exception ({@link dev.pausa.Coroutine#raise(Throwable) raise}), or an order to clean up and end
 * ({@link dev.pausa.Coroutine#close close}). That one is its <em>driver</em>: a loop, an event loop, a test, a
 * simulation.
 *
 * <h2>The first one</h2>
 *
 * <pre>{@code
 * Coroutine<String> greeting = coroutine(() -> {
 *     Object name = suspend("who is there?"); // pauses; the driver gets the question
 *     return "hello, " + name; // the driver's answer came back as the suspend's value
 * });
 * Object question = greeting.send(null); // "who is there?"
 * Step<String> end = greeting.step("Ada"); // Returned[value=hello, Ada]
 * }</pre>
 *
 * <h2>Bodies await each other</h2>
 *
 * A body awaits another coroutine, any {@link dev.pausa.Awaitable}, or a {@code CompletionStage}. A chain of awaits is
 * driven at its root as if it were one: what the innermost body suspends with goes to the driver, what the driver sends
 * goes to the innermost body. A resume costs the same at any depth, and the depth is limited by memory alone.
 *
 * <h2>The family</h2>
 *
 * A {@link dev.pausa.Generator} gives values to a loop or a driver. An {@link dev.pausa.AsyncGenerator} gives values to
 * a body that awaits them, and may await in between; {@link dev.pausa.AsyncIterable} is what such a body loops over. An
 * {@link dev.pausa.AsyncResource} is entered and left around a block. {@link dev.pausa.diagnostics.Diagnostics} finds
 * what was forgotten, and {@link dev.pausa.diagnostics.CoroutineDump} shows what there is. The factory methods are
 * meant to be imported statically, from the class that they make.
 *
 * <h2>Publishers</h2>
 *
 * {@code dev.pausa.flow.Publishers} makes an asynchronous generator of a {@link java.util.concurrent.Flow.Publisher},
 * and a publisher of an asynchronous iteration.
 *
 * <h2>Rules in short</h2>
 *
 * <ul>
 *   <li>Making a coroutine runs nothing. The first {@code send} must be {@code send(null)}.
 *   <li>A coroutine runs once. Driving or awaiting a closed one is an error
 *   ({@code cannot reuse already awaited coroutine}).
 *   <li>One awaiter, one driver at a time; every coroutine of a running chain is running.
 *   <li>Close what you do not run to its end, for instance with try-with-resources: then its {@code finally} blocks
 *   run.
 *   <li>Only bodies pause. Ordinary code that must wait inside ordinary calls wants a virtual thread instead.
 * </ul>
 *
 * "Behaviour of CPython" names the rows of {@code docs/conformance.md}, such as CO-046 or AW-004, each with its test.
 *
 * <h2>Memory consistency properties</h2>
 *
 * Coroutine objects have no synchronization of their own. What a driver did before a {@code send} is visible to the
 * body when it runs on the driver's thread; handing an object to another thread needs a happens-before edge, as with
 * any plain object.
 */
@NullMarked
package dev.pausa;

import org.jspecify.annotations.NullMarked;
