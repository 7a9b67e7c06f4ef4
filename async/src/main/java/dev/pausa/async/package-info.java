/**
 * The driver that most programs want: tasks that live in scopes, on a loop that never runs two of them at once.
 *
 * <p>{@link dev.pausa.async.Async} has what bodies await. It is meant to be imported statically, beside
 * {@link dev.pausa.Coroutine}.
 *
 * <h2>The first program</h2>
 *
 * <pre>{@code
 * static Coroutine<Integer> price(String item) {
 *     return coroutine(() -> {
 *         await(sleep(Duration.ofMillis(2))); // pauses; others run meanwhile
 *         return item.length();
 *     });
 * }
 *
 * static int total() throws Exception {
 *     return Loop.run(() -> await(price("tea")) + await(price("cake")));
 * }
 * }</pre>
 *
 * {@link dev.pausa.async.Loop#run(dev.pausa.Coroutine.ResultBody) Loop.run} drives the body on this thread, and returns
 * what it returns. Making a coroutine, an operation or a scope does nothing: all of them are cold, and begin when they
 * are awaited or started.
 *
 * <h2>Scopes</h2>
 *
 * Awaiting a coroutine is a call: the two prices above are found one after the other. What is to run at once is started
 * as a task, in a scope:
 *
 * <pre>{@code
 * static Awaitable<Integer> totalAtOnce() {
 *     return scopeReturning(scope -> {
 *         var tea = scope.start(price("tea"));
 *         var cake = scope.start("cake's price", price("cake")); // a name, for dumps and reports
 *         return await(tea) + await(cake);
 *     });
 * }
 * }</pre>
 *
 * A scope is left when its block and all its tasks have ended, so no task outlives the code that started it. The first
 * failure cancels the others and comes out as it is, with later ones suppressed in it. Where a task may fail without
 * the others being cancelled, use {@link dev.pausa.async.Async#supervise supervise}. For a list of things to do at once
 * there are {@link dev.pausa.async.Async#all(java.util.Collection) all}, also with a limit of how many, and {@link
 * dev.pausa.async.Async#race(java.util.Collection) race}:
 *
 * <pre>{@code
 * static Awaitable<List<Integer>> prices(List<String> items) {
 *     return all(4, items.stream().map(item -> price(item)).toList()); // four at once; results in order
 * }
 * }</pre>
 *
 * Only {@link dev.pausa.async.Loop#start(dev.pausa.Awaitable) Loop.start} starts a task outside of a scope: a root
 * task, which belongs to its loop and is cancelled when that is closed.
 *
 * <h2>Cancelling</h2>
 *
 * Failures, deadlines, {@link dev.pausa.async.TaskScope#cancel TaskScope.cancel} and
 * {@link dev.pausa.async.Task#cancel Task.cancel} raise {@link dev.pausa.async.Cancellation} where a task waits, and
 * again at each operation that it awaits after that, for as long as the cancelled scope is around it.
 * {@code Cancellation} is an {@code Error}, so {@code catch (Exception e)} does not eat it. Let it pass: the scope that
 * was cancelled takes it away. Clean up in {@code finally}; clean-up that must await is shielded, for a limited time:
 *
 * <pre>{@code
 * static Coroutine<String> query(Connection connection) {
 *     return coroutine(() -> {
 *         try {
 *             return await(connection.ask());
 *         } finally {
 *             await(shield(Duration.ofSeconds(2), connection.quit())); // a cancel does not reach in there
 *         }
 *     });
 * }
 * }</pre>
 *
 * A value that has arrived is delivered in spite of a cancel, which comes at the next operation then. So nothing that
 * was received is lost.
 *
 * <h2>Checkpoints</h2>
 *
 * A cancel is noticed at operations only, and only there do other tasks get their turn. These are operations, and so
 * checkpoints, also when they need not wait:
 * <ul>
 *   <li>{@code sleep}, {@code checkpoint}, {@code select}, {@code blocking}, {@code stage};
 *   <li>{@code send} and {@code receive} of a channel, each step of an iteration over one, and {@code acquire} and
 *       {@code holding} of a semaphore;
 *   <li>the await of a {@link dev.pausa.async.Task}, of its {@code ended()}, and of a {@link dev.pausa.async.Promise};
 *   <li>every {@link dev.pausa.async.Operation} that you write.
 * </ul>
 *
 * <p>These are none by themselves; what they run may contain some: the await of a coroutine, which is a call;
 * {@code scope}, {@code scopeReturning} and {@code supervise}; {@code timeout}, {@code timeoutOr} and {@code shield};
 * {@code on} and {@code where}; {@code all} and {@code race}, whose tasks are awaited at checkpoints, though;
 * {@code closeAfter}. Leaving a scope is none either. A {@code CompletionStage} that is awaited directly is one if it
 * is not complete yet. {@code start}, {@code cancel}, {@code trySend} and the like are plain calls.
 *
 * <h2>Timeouts</h2>
 *
 * <pre>{@code
 * static Awaitable<Integer> promptPrice(String item) {
 *     return timeout(Duration.ofSeconds(1), price(item)); // or TimeoutException, which shows where it was paused
 * }
 *
 * static Awaitable<Integer> priceOrZero(String item, Duration limit) {
 *     return timeoutOr(limit, price(item), 0);
 * }
 * }</pre>
 *
 * A time counts from the await. Nested timeouts do not take one another's end for their own. A scope has a deadline
 * that can be moved: {@link dev.pausa.async.TaskScope#setDeadline(java.time.Duration) TaskScope.setDeadline}.
 *
 * <h2>Channels and select</h2>
 *
 * <pre>{@code
 * static Awaitable<Integer> sumOfSquares(int count) {
 *     Channel<Integer> squares = Channel.bounded(16);
 *     return scopeReturning(scope -> {
 *         scope.start(squares.closeAfter(coroutine(() -> {
 *             for (int i = 1; i <= count; i++) {
 *                 await(squares.send(i * i)); // waits while the channel is full
 *             }
 *         })));
 *         int[] sum = {0};
 *         await(squares.forEach(square -> sum[0] += square)); // ends when the channel is closed and empty
 *         return sum[0];
 *     });
 * }
 * }</pre>
 *
 * {@link dev.pausa.async.Channel#closeAfter closeAfter} hands a failure of the producer on to who receives. {@link
 * dev.pausa.async.Async#select select} waits for several things, and does exactly one of them; the others have not
 * happened:
 *
 * <pre>{@code
 * static Awaitable<String> nextEvent(Channel<String> orders, Task<?> supplier) {
 *     return select(
 *             orders.onReceive(order -> "order of " + order),
 *             supplier.onEnd(outcome -> "the supplier has gone home"),
 *             after(Duration.ofSeconds(1), () -> "nothing for a second"));
 * }
 * }</pre>
 *
 * <h2>Pipelines</h2>
 *
 * An iteration is filtered, mapped, cut and batched by the operators of {@link dev.pausa.AsyncIterable}; {@link
 * dev.pausa.async.Async#merge(dev.pausa.AsyncIterable[]) merge} and {@link dev.pausa.async.Async#buffer buffer} read
 * from it with tasks of their own. All close what they read from as soon as they end, so a consumer that may leave
 * early closes the last one, and with it all.
 *
 * <h2>Blocking code</h2>
 *
 * A body that blocks its thread stops all tasks of its loop; the watchdog reports one that does so for 100 ms. Blocking
 * calls run elsewhere:
 *
 * <pre>{@code
 * static Coroutine<Integer> lines(Path file) {
 *     return coroutine(() -> await(blocking(() -> Files.readAllLines(file))).size());
 * }
 * }</pre>
 *
 * <h2>Other libraries</h2>
 *
 * A body awaits a {@code CompletionStage} as it is. Callbacks become an {@link dev.pausa.async.Operation}, whose {@link
 * dev.pausa.async.Waker} is a {@code CompletionHandler}:
 *
 * <pre>{@code
 * static Awaitable<Integer> read(AsynchronousFileChannel file, ByteBuffer buffer, long position) {
 *     return new Operation<>() {
 *         protected void begin(Waker<Integer> waker) {
 *             file.read(buffer, position, null, waker);
 *         }
 *
 *         protected boolean withdraw() {
 *             return false; // a read cannot be undone: wait for it
 *         }
 *     };
 * }
 * }</pre>
 *
 * What libraries keep in thread-locals goes along with tasks by a {@link dev.pausa.async.ContextCarrier}. What a
 * program wants to hand down from task to task is a {@link dev.pausa.async.TaskLocal}.
 *
 * <h2>Foreign loops and threads</h2>
 *
 * {@link dev.pausa.async.Loop#on Loop.on} makes a loop of any executor: an event loop's, a user interface's, a pool's.
 * Of a pool, it uses one thread at a time. {@link dev.pausa.async.Loop#onThread Loop.onThread} makes one that has a
 * thread of its own:
 *
 * <pre>{@code
 * static int totalOn(Executor executor) throws Exception {
 *     try (Loop loop = Loop.on(executor)) {
 *         Task<Integer> task = loop.start(totalAtOnce());
 *         return task.join(); // blocks this thread, which is none of the loop's
 *     }
 * }
 * }</pre>
 *
 * Between two loops, {@link dev.pausa.async.Async#on on(loop, work)} runs something on the other one as a child of this
 * task.
 *
 * <p>A loop never runs two tasks at once, and each sees what those before it did: what is used by tasks of one loop
 * only needs no lock. Tasks of one loop do not run in parallel either; for computations on many cores use several
 * loops, or {@code blocking}. Safe from any thread are:
 * <ul>
 *   <li>{@code start}, {@code execute}, {@code stop} and {@code close} of a loop;
 *   <li>{@code cancel}, {@code join}, {@code toStage}, {@code outcome} and {@code state} of a task;
 *   <li>a {@link dev.pausa.async.Waker}, a {@link dev.pausa.async.Promise}, a {@link dev.pausa.async.Channel} and an
 *       {@link dev.pausa.async.AsyncSemaphore}.
 * </ul>
 *
 * <p>All else belongs to the loop, a {@link dev.pausa.async.TaskScope} included. From another thread, {@link
 * dev.pausa.async.Loop#execute Loop.execute} gets a command there.
 *
 * <h2>Looking at a program that runs</h2>
 *
 * {@code ./pausa dump PID} shows each loop's tasks in their scopes, with what each waits for and who holds that; {@link
 * dev.pausa.diagnostics.CoroutineDump} is the same from inside. A task that keeps its loop busy is reported with the
 * call that it is in: {@link dev.pausa.async.Loop#setWatchdog Loop.setWatchdog}. The flight recorder is told of the
 * start, the waits and the end of tasks: {@link dev.pausa.diagnostics.Diagnostics#setFlightRecording
 * Diagnostics.setFlightRecording}. In tests, {@link dev.pausa.diagnostics.Diagnostics.NeverAwaited#ALWAYS} has
 * operations reported that were made and never awaited.
 *
 * <h2>Testing</h2>
 *
 * The artifact {@code pausa-testing} has {@code dev.pausa.testing.TestLoop}. {@code TestLoop.run(body)} runs a body in
 * virtual time, so a test of a timeout of an hour takes no time, and says who waits for whom when all tasks wait for
 * ever. {@code TestLoop.explore(1000, body)} tries orders of the ready tasks, and prints a seed with which a failure
 * happens again.
 */
@NullMarked
package dev.pausa.async;

import org.jspecify.annotations.NullMarked;
