package dev.pausa.durable;

import dev.pausa.Coroutine;
import dev.pausa.frame.Assembly;
import dev.pausa.frame.Handle;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Saves paused coroutines as data, and loads them.
 *
 * <pre>{@code
 * Snapshots snapshots = Snapshots.builder()
 *         .host("orders", Orders.class)              // whose bodies and lambdas may be saved
 *         .type("cart", Cart.class)                  // whose objects may be saved
 *         .resource("bank", bank)                    // bound anew where a snapshot is loaded
 *         .register("order", 1, Orders::order)       // what is begun
 *         .build();
 * Coroutine<String> order = snapshots.begin("order", cart);
 * order.send(null);
 * String json = snapshots.take("order", order).toJson();
 * // … in another process
 * Coroutine<String> again = snapshots.load(Snapshot.parse(json));
 * again.send("paid");
 * }</pre>
 *
 * <p>What cannot be saved fails when it is saved, with the body, the line, the variable and the path, and the body
 * goes on as if nobody had tried. What is loaded names only what was registered: nothing else is loaded or made,
 * whatever the data says.
 *
 * <p>Any thread may use one, several at a time. A coroutine must not be driven while it is saved.
 */
public final class Snapshots {
    private final Registry registry;

    Snapshots(Registry registry) {
        this.registry = registry;
    }

    /**
     * Returns a builder with nothing registered.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new dev.pausa.durable.Builder();
    }

    /** Takes what may be named by data. */
    public sealed interface Builder permits dev.pausa.durable.Builder {
        /**
         * Registers a class whose bodies and lambdas may be saved, with all that is nested in its outermost class.
         *
         * @param alias its name in the data; it stays the same when the class is renamed
         * @param host the class
         * @return this
         */
        Builder host(String alias, Class<?> host);

        /**
         * Registers a class whose objects may be saved: a record, an enum, an exception, or a class whose fields are
         * saved one by one, except transient ones.
         *
         * @param alias its name in the data
         * @param type the class
         * @return this
         * @throws IllegalArgumentException if objects of the class mean nothing in another process
         */
        Builder type(String alias, Class<?> type);

        /**
         * Names an object that is not saved, but bound anew where a snapshot is loaded: a client, a logger, a service.
         *
         * @param name its name in the data
         * @param resource the object
         * @return this
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
         */
        Builder migrate(String key, int from, Migration migration);

        /**
         * Registers a body that is begun.
         *
         * @param key its name in the data
         * @param version its version, which grows when what is saved with it does not fit any more
         * @param body what begins it
         * @param <A> the type of its argument
         * @param <R> the type of its result
         * @return this
         */
        <A extends @Nullable Object, R extends @Nullable Object> Builder register(
                String key, int version, DurableBody<A, R> body);

        /**
         * Looks at the code of all hosts.
         *
         * @return what saves and loads
         * @throws IllegalArgumentException if a registered body could never be saved: a variable of a type that cannot
         *     be, or a class that was compiled without the names of variables
         */
        Snapshots build();
    }

    /**
     * Begins nothing yet, but makes the coroutine of a registered body.
     *
     * @param key its key
     * @param argument its argument
     * @param <A> the type of the argument
     * @param <R> the type of the result
     * @return a new coroutine
     */
    @SuppressWarnings("unchecked") // the caller knows what was registered
    public <A extends @Nullable Object, R extends @Nullable Object> Coroutine<R> begin(String key, A argument) {
        return ((DurableBody<A, R>) root(key).body()).begin(argument);
    }

    private Registry.Root root(String key) {
        Registry.Root root = registry.roots.get(Objects.requireNonNull(key, "key"));
        if (root == null) {
            throw new IllegalArgumentException(
                    "no body is registered as " + key + "; known are " + registry.roots.keySet());
        }
        return root;
    }

    /**
     * Saves a paused coroutine, with all that it awaits and refers to. It goes on as if nothing had happened, but for
     * one thing: an open iterator of a JDK collection knows only the elements that are left, and cannot remove any.
     *
     * @param key what it was begun as
     * @param coroutine the coroutine, which nobody awaits
     * @return the snapshot
     * @throws SnapshotException UNSAVABLE if it is running or has ended, or if a value in it cannot be saved
     */
    public Snapshot save(String key, Coroutine<?> coroutine) {
        return encode(key, coroutine).snapshot();
    }

    /**
     * Saves a paused coroutine and lets go of it: it is closed afterwards, and so is each coroutine object in it, but
     * no {@code finally} has run, since they will run where the snapshot is loaded.
     *
     * @param key what it was begun as
     * @param coroutine the coroutine, which nobody awaits
     * @return the snapshot
     * @throws SnapshotException UNSAVABLE as for {@link #save}; then it is as it was
     */
    public Snapshot take(String key, Coroutine<?> coroutine) {
        Taken taken = taken(key, coroutine);
        taken.discard();
        return taken.snapshot();
    }

    /** A snapshot, and the coroutine objects that it was made of. */
    record Taken(Snapshot snapshot, List<Handle> handles) {
        /** Ends the objects without running any code of theirs. */
        void discard() {
            handles.forEach(Assembly::discard);
        }
    }

    Taken taken(String key, Coroutine<?> coroutine) {
        Encoder encoder = encode(key, coroutine);
        return new Taken(encoder.snapshot(), encoder.handles());
    }

    Registry registry() {
        return registry;
    }

    boolean hasBody(String key) {
        return registry.roots.containsKey(key);
    }

    int versionOf(String key) {
        return root(key).version();
    }

    private Encoder encode(String key, Handle coroutine) {
        Encoder encoder = new Encoder(registry, root(key));
        encoder.encode(Objects.requireNonNull(coroutine, "coroutine"));
        return encoder;
    }

    /**
     * Makes a paused coroutine of a snapshot. No code of it runs.
     *
     * @param snapshot the snapshot
     * @param <R> the type of its result
     * @return a new coroutine, paused where the saved one was
     * @throws SnapshotException INCOMPATIBLE if the code has changed so that it does not fit; MALFORMED if it is not
     *     what the library writes, or names what was not registered
     */
    @SuppressWarnings("unchecked") // the caller knows what was saved
    public <R extends @Nullable Object> Coroutine<R> load(Snapshot snapshot) {
        Checked checked = new Checked(registry, migrated(snapshot));
        if (checked.type(0) != Coroutine.class) {
            throw SnapshotException.malformed("its root is no coroutine");
        }
        return (Coroutine<R>) new Decoder(registry, checked).decode();
    }

    /**
     * Returns what saves the coroutines of one registration as few bytes.
     *
     * @param key what they are begun as
     * @param shapes what {@link Packing#shapes} returned when those were packed that will be loaded; empty if there are
     *     none
     * @return a new object, for one thread at a time
     * @throws SnapshotException MALFORMED if a shape is not what the library writes
     */
    public Packing packing(String key, Collection<String> shapes) {
        return new Packing(this, registry, root(key), shapes);
    }

    /**
     * Returns the snapshot as the present version of the code gets it: with all migrations applied that there are for
     * it. Nothing is loaded, so this shows what a migration does.
     *
     * @param snapshot the snapshot
     * @return what {@link #load} would load
     * @throws SnapshotException if a migration fails, or gives something of a version that is not newer
     */
    public Snapshot migrated(Snapshot snapshot) {
        Snapshot present = Objects.requireNonNull(snapshot, "snapshot");
        for (; ; ) {
            RootName name = RootName.of(present);
            Migration migration =
                    registry.migrations.getOrDefault(name.key, Map.of()).get(name.version);
            if (migration == null || name.version >= root(name.key).version()) {
                return present;
            }
            present = apply(migration, name, present);
        }
    }

    private static Snapshot apply(Migration migration, RootName name, Snapshot old) {
        Snapshot made;
        try {
            made = Objects.requireNonNull(migration.apply(old.editable()), "the migration gave null");
        } catch (RuntimeException failed) {
            throw SnapshotException.incompatible(
                    "the migration of " + name.key + " from version " + name.version + " failed: " + failed);
        }
        if (RootName.of(made).version <= name.version) {
            throw SnapshotException.incompatible("the migration of " + name.key + " from version " + name.version
                    + " gave a snapshot of version " + RootName.of(made).version
                    + "; it must be of a newer one: end it with edit.as(key, version)");
        }
        return made;
    }

    /** The registration that a snapshot names. */
    record RootName(String key, int version) {
        static RootName of(Snapshot snapshot) {
            Data root = Data.list(snapshot.frames(), "frames").map(0);
            List<?> name = root.listOf("root");
            if (name.size() == 2 && name.get(0) instanceof String key && name.get(1) instanceof Integer version) {
                return new RootName(key, version);
            }
            throw SnapshotException.malformed("the root has no key and version");
        }
    }
}
