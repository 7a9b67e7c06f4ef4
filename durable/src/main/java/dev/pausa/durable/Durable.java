package dev.pausa.durable;

import dev.pausa.Awaitable;
import java.sql.Connection;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An engine for coroutines that outlive their process: it keeps them in a database while they wait, wakes them when it
 * is time or when a signal comes, on whichever worker is free, and goes on where they were paused.
 *
 * <pre>{@code
 * try (Durable durable = Durable.open(source)
 *         .host("orders", Orders.class)
 *         .type("cart", Cart.class)
 *         .register("order", 1, Orders::order)
 *         .start()) {
 *     durable.start("order", "order-17", cart);
 *     durable.signal("order-17", "paid", "payment-4711", amount);
 * }
 * }</pre>
 *
 * <p>A body is an ordinary one that awaits the operations of this class:
 *
 * <pre>{@code
 * static Coroutine<String> order(Cart cart) {
 *     return coroutine(() -> {
 *         int amount = await(receive("paid", Integer.class, Duration.ofDays(14)));
 *         await(transaction("book", connection -> book(connection, cart, amount)));
 *         String parcel = await(step("ship", RETRY, context -> carrier.ship(cart, context.key())));
 *         await(sleep(Duration.ofDays(30)));
 *         return parcel;
 *     });
 * }
 * }</pre>
 *
 * <p><b>The code between two pauses runs at least once.</b> What the engine promises, and what it does not, is told in
 * {@code docs/durable.md}: a transaction takes effect exactly once, a step at least once and always with the same key,
 * a signal is never lost.
 *
 * <p>Any thread may use one, several at a time; several processes may use one database.
 */
public final class Durable implements AutoCloseable {
    private final Engine engine;
    private final @Nullable Connection joined;

    Durable(Engine engine, @Nullable Connection joined) {
        this.engine = engine;
        this.joined = joined;
    }

    /**
     * Returns a builder for an engine on an H2 database in the files {@code pausa-durable.*} of the working folder,
     * which one process can use at a time.
     *
     * @return a new builder, with nothing registered
     */
    public static Builder open() {
        return new DurableBuilder(null);
    }

    /**
     * Returns a builder for an engine on a database: PostgreSQL, or H2 from 2.2.220 on. Its tables, whose names begin
     * with {@code pausa_}, are made when they are not there. An H2 in a file needs {@code ;WRITE_DELAY=0} in its URL:
     * otherwise it writes up to half a second after a commit, and a process that is killed loses what was committed.
     *
     * @param source gives the connections, as a pool does
     * @return a new builder, with nothing registered
     */
    public static Builder open(DataSource source) {
        return new DurableBuilder(Objects.requireNonNull(source, "source"));
    }

    /** Takes what may be named by data, and how the engine works. */
    public sealed interface Builder permits DurableBuilder {
        /**
         * Chooses the part of the database that this engine sees; unless this is called, {@code default}. What is in
         * another one does not exist for it.
         *
         * @param name the name, of at most 100 characters
         * @return this
         * @throws IllegalArgumentException if it is empty or too long
         */
        Builder namespace(String name);

        /**
         * Registers a class whose bodies and lambdas may be saved, as {@link Snapshots.Builder#host}.
         *
         * @param alias its name in the data
         * @param host the class
         * @return this
         * @throws IllegalArgumentException if the name is taken
         */
        Builder host(String alias, Class<?> host);

        /**
         * Registers a class whose objects may be saved, as {@link Snapshots.Builder#type}.
         *
         * @param alias its name in the data
         * @param type the class
         * @return this
         * @throws IllegalArgumentException if the name is taken, or if objects of the class mean nothing in another
         *     process
         */
        Builder type(String alias, Class<?> type);

        /**
         * Names an object that is not saved, but bound anew where an instance is loaded.
         *
         * @param name its name in the data
         * @param resource the object
         * @return this
         * @throws IllegalArgumentException if the name is taken
         */
        Builder resource(String name, Object resource);

        /**
         * Chooses the codec.
         *
         * @param codec the codec
         * @return this
         */
        Builder codec(Codec codec);

        /**
         * Registers how to go on with what an older version has saved.
         *
         * @param key the body
         * @param from the version that has saved it
         * @param migration what makes of it a snapshot of a newer version
         * @return this
         * @throws IllegalArgumentException if there is one already
         */
        Builder migrate(String key, int from, Migration migration);

        /**
         * Registers a body that instances are started of.
         *
         * @param key its name in the data, of at most 200 characters
         * @param version its version
         * @param body what begins it
         * @param <A> the type of its argument
         * @param <R> the type of its result
         * @return this
         * @throws IllegalArgumentException if the key is taken or too long
         */
        <A extends @Nullable Object, R extends @Nullable Object> Builder register(
                String key, int version, DurableBody<A, R> body);

        /**
         * Chooses the key that rows are authenticated with, the same for all workers of a database. Unless this is
         * called, one is generated and kept: beside the files of the embedded database, else in the database itself,
         * where it guards against accidents alone.
         *
         * @param secret at least 16 bytes
         * @return this
         * @throws IllegalArgumentException if there are fewer
         */
        Builder key(byte[] secret);

        /**
         * Chooses how many instances this process works on at once; unless this is called, 10. With 0 it starts,
         * signals and finds instances, and leaves the work to others.
         *
         * @param number how many, at least 0
         * @return this
         * @throws IllegalArgumentException if it is less than 0
         */
        Builder threads(int number);

        /**
         * Chooses how often the database is asked for what is due; unless this is called, each 500 milliseconds. What
         * this process makes due itself it looks at sooner.
         *
         * @param interval the time between two questions, more than zero
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        Builder poll(Duration interval);

        /**
         * Chooses how often a worker says that it lives; unless this is called, each 5 seconds. One that has been
         * silent for six times as long is taken for dead, and what it worked on is taken over.
         *
         * @param interval the time between two heartbeats, more than zero; the same for all workers of a database
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        Builder heartbeat(Duration interval);

        /**
         * Chooses how long a body may run without coming to a pause before the log has a warning of it, once, with the
         * instance, the place and the thread's stack; unless this is called, 10 seconds. It is not stopped. Until it
         * pauses it keeps a thread, no other worker looks at the instance, and a cancel does not reach it.
         *
         * @param limit the time, more than zero
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        Builder watchdog(Duration limit);

        /**
         * Chooses how often an instance is worked on without getting on, as when its worker dies each time, before it
         * is parked as POISON; unless this is called, 10.
         *
         * @param number how often, at least 1
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        Builder attempts(int number);

        /**
         * Looks at the code of all hosts, brings the tables to their newest form, and begins to work.
         *
         * @return the engine
         * @throws IllegalArgumentException if a registered body could never be saved
         * @throws IllegalStateException if the database cannot be used; its exception is the cause
         */
        Durable start();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // From outside
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Starts an instance of a body, unless there is one with this id already: then that one is returned, if body and
     * argument are the same. It stays known after it has ended, until its row is deleted.
     *
     * @param key the body
     * @param id its name, unique in the namespace, of at most 200 characters
     * @param argument its argument, of a type that can be saved
     * @param <A> the type of the argument
     * @param <R> the type of the result
     * @return the task, which others than this process may work on
     * @throws IllegalArgumentException if no such body is registered, or the id is empty or too long
     * @throws IllegalStateException if there is an instance with this id and another body or argument; or if the
     *     database cannot be used, with its exception as the cause: then it is not known whether it was started, and
     *     the same call may be made again
     * @throws SnapshotException UNSAVABLE if the argument cannot be saved
     */
    public <A extends @Nullable Object, R extends @Nullable Object> DurableTask<R> start(
            String key, String id, A argument) {
        return engine.start(joined, key, id, argument);
    }

    /**
     * Sends a signal to an instance, which gets it at a {@link #receive} of its name: the one it waits in, or a later
     * one. Signals of one name come in the order in which they were stored.
     *
     * @param id the instance
     * @param name the signal's name, of at most 200 characters
     * @param dedupe says which signal this is, of at most 200 characters: of several with an equal name and an equal
     *     one the instance gets the first; null if there is no other like it
     * @param value what the receive gives, of a type that can be saved
     * @return true if it is stored, also if it was before; false if the instance has ended
     * @throws java.util.NoSuchElementException if there is no such instance
     * @throws IllegalStateException if the database cannot be used; with a {@code dedupe} the same call may be made
     *     again
     * @throws SnapshotException UNSAVABLE if the value cannot be saved
     */
    public boolean signal(String id, String name, @Nullable String dedupe, @Nullable Object value) {
        return engine.signal(joined, id, name, dedupe, value);
    }

    /**
     * Finds an instance.
     *
     * @param id its name
     * @param type the type of its result
     * @param <R> the type of its result
     * @return the task
     * @throws java.util.NoSuchElementException if there is no such instance
     * @throws IllegalStateException if the database cannot be used
     */
    public <R extends @Nullable Object> DurableTask<R> find(String id, Class<R> type) {
        return engine.find(joined, id, Objects.requireNonNull(type, "type"));
    }

    /**
     * Returns the same engine, whose {@code start}, {@code signal} and {@code find}, and what the tasks that they give
     * do, take part in a transaction of the caller's: they take effect when it commits, and not at all when it rolls
     * back.
     *
     * @param joined a connection to the same database, with auto-commit off; it is neither committed nor closed
     * @return the engine in that transaction; closing it does nothing
     */
    public Durable in(Connection joined) {
        return new Durable(engine, Objects.requireNonNull(joined, "joined"));
    }

    /**
     * Ends the work of this process: instances that are being worked on come to their next pause, and are left to other
     * workers, or to the next start. After ten seconds their threads are interrupted, and after twenty this returns,
     * also if a body runs on. None is lost by not calling this.
     */
    @Override
    public void close() {
        if (joined == null) {
            engine.close();
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // In bodies
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Returns an operation that does something outside of the database, such as a call of another service. That it was
     * begun is saved before it runs, and what it gives with the next pause. So it runs <b>at least once</b>: again when
     * the process dies meanwhile, with the same {@link StepContext#key() key}, by which a receiver can tell.
     *
     * <p>It runs on a thread of its own, and is no body: it may block, and not await. What it throws is a failed try;
     * after the last one it is raised at the await. What it returns or throws is saved and loaded before the body gets
     * it. Objects that it has captured are loaded anew before another try.
     *
     * @param name its name, of at most 200 characters, for keys and history
     * @param policy how often it is tried, and how long a try may take
     * @param call what it does, in a lambda that can be saved
     * @param <R> what it gives
     * @return an operation, not begun
     */
    public static <R extends @Nullable Object> Awaitable<R> step(
            String name, RetryPolicy policy, DurableCall<StepContext, R> call) {
        return new StepOperation<>(
                Texts.name(name), Objects.requireNonNull(policy, "policy"), Objects.requireNonNull(call, "call"));
    }

    /**
     * Returns an operation that does something in the same database: in one transaction with the save that it was done.
     * So it takes effect <b>exactly once</b>. It is run again when the database asks for that (serialization failures
     * and deadlocks); any other exception rolls it back, and is raised at the await.
     *
     * <p>The isolation is READ COMMITTED. Its connection cannot be committed, rolled back or closed by the call.
     * What it does to anything but the database may happen several times.
     *
     * @param name its name, of at most 200 characters, for the history
     * @param call what it does, in a lambda that can be saved; it must not keep the connection
     * @param <R> what it gives
     * @return an operation, not begun
     */
    public static <R extends @Nullable Object> Awaitable<R> transaction(String name, DurableCall<Connection, R> call) {
        return new TransactionOperation<>(Texts.name(name), Objects.requireNonNull(call, "call"));
    }

    /**
     * Returns an operation that ends after a time, by the database's clock, counted from when it is awaited. Nothing is
     * in memory meanwhile.
     *
     * @param duration how long; zero or less ends at once
     * @return an operation, not begun
     */
    public static Awaitable<Void> sleep(Duration duration) {
        return new SleepOperation(Objects.requireNonNull(duration, "duration"));
    }

    /**
     * Returns an operation that waits for a signal, as long as it takes.
     *
     * @param name the signal's name, of at most 200 characters
     * @param type the type of its value
     * @param <T> the type of its value
     * @return an operation, not begun; it throws a {@link ClassCastException} if the value is of another type, and the
     *     signal is taken then
     */
    public static <T extends @Nullable Object> Awaitable<T> receive(String name, Class<T> type) {
        return new ReceiveOperation<>(Texts.name(name), Objects.requireNonNull(type, "type"), null);
    }

    /**
     * Returns an operation that waits for a signal, for a time. A signal that is stored beats the end of the time, also
     * if no worker was there to see either.
     *
     * @param name the signal's name, of at most 200 characters
     * @param type the type of its value
     * @param atMost how long, by the database's clock, counted from when it is awaited
     * @param <T> the type of its value
     * @return an operation, not begun; it throws a {@link java.util.concurrent.TimeoutException} when the time is over,
     *     else as {@link #receive(String, Class)}
     */
    public static <T extends @Nullable Object> Awaitable<T> receive(String name, Class<T> type, Duration atMost) {
        return new ReceiveOperation<>(
                Texts.name(name), Objects.requireNonNull(type, "type"), Objects.requireNonNull(atMost, "atMost"));
    }

    /**
     * Returns an operation that starts an instance of another body and waits for its end. The child is an instance as
     * any other, with an id that is made of this one's, of the name and of a number; it is started in the save of the
     * await, and its end is reported in its own last save. A cancel goes down to it, and its end is waited for.
     *
     * @param key the body
     * @param name its name, of at most 100 characters
     * @param argument its argument, of a type that can be saved
     * @param <A> the type of its argument
     * @param <R> what it gives
     * @return an operation, not begun; it throws what the child's body throws
     */
    public static <A extends @Nullable Object, R extends @Nullable Object> Awaitable<R> child(
            String key, String name, A argument) {
        return new ChildOperation<>(Objects.requireNonNull(key, "key"), Texts.name(name), argument);
    }

    /**
     * Returns an operation that a cancel does not reach: for what {@code finally} or {@code catch} must await after
     * one. Everything else that is awaited after a cancel raises it again.
     *
     * @param operation an operation of this class that was not awaited
     * @param <R> what it gives
     * @return the same operation
     * @throws IllegalArgumentException if it is no operation of this class
     */
    public static <R extends @Nullable Object> Awaitable<R> shield(Awaitable<R> operation) {
        return DurableOperation.shielded(Objects.requireNonNull(operation, "operation"));
    }
}
