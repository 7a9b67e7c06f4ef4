package dev.pausa.durable;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import dev.pausa.frame.Assembly;
import dev.pausa.frame.Handle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine of an instance in memory. It is never closed, but discarded: its code runs where it goes on. */
final class Chain {
    private final Snapshots snapshots;
    private final String body;
    private @Nullable Coroutine<Object> coroutine;
    private List<Handle> saved = List.of();

    Chain(Snapshots snapshots, String body) {
        this.snapshots = snapshots;
        this.body = body;
    }

    void begin(@Nullable Object argument) {
        coroutine = snapshots.begin(body, argument);
    }

    void load(byte[] snapshot) {
        coroutine = snapshots.load(Snapshot.parse(new String(snapshot, StandardCharsets.UTF_8)));
    }

    Coroutine<Object> coroutine() {
        return Objects.requireNonNull(coroutine, "nothing is loaded");
    }

    Step<Object> resume(Next next) {
        saved = List.of();
        return next.thrown() == null
                ? coroutine().step(next.value())
                : coroutine().stepRaising(next.thrown());
    }

    byte[] save(String run, long version) {
        Snapshots.Taken taken = snapshots.taken(body, coroutine());
        saved = taken.handles();
        Snapshot snapshot = taken.snapshot();
        return Texts.utf8(new Snapshot(run, version, snapshot.frames(), snapshot.objects()).toJson());
    }

    /** Returns the operation that the chain is paused at. */
    DurableOperation<?> leaf() {
        Handle next = coroutine();
        for (; ; ) {
            Assembly.Content content = Assembly.of(next);
            if (content instanceof Assembly.Foreign foreign
                    && foreign.iterator() instanceof DurableOperation<?> operation) {
                return operation;
            }
            Handle awaited = awaited(content);
            if (awaited == null) {
                throw SnapshotException.malformed("it is not paused at an operation of the engine");
            }
            next = awaited;
        }
    }

    private static @Nullable Handle awaited(Assembly.Content content) {
        if (content instanceof Assembly.Paused paused) {
            return paused.awaiting();
        } else if (content instanceof Assembly.GoingOn link) {
            return link.operand();
        }
        return content instanceof Assembly.OfStep step ? step.generator() : null;
    }

    /** Lets go of it; no code of it runs, now or when it is collected. */
    void discard() {
        Coroutine<Object> last = coroutine;
        if (last != null) {
            handles(last).forEach(Assembly::discard);
        }
        coroutine = null;
        saved = List.of();
    }

    private List<Handle> handles(Coroutine<Object> last) {
        try {
            return saved.isEmpty() ? snapshots.taken(body, last).handles() : saved;
        } catch (SnapshotException unsavable) { // it has ended, or holds what cannot be saved
            return links(last);
        }
    }

    private static List<Handle> links(Handle root) {
        List<Handle> links = new ArrayList<>();
        for (Handle next = root; next != null; next = awaited(Assembly.of(next))) {
            links.add(next);
        }
        return links;
    }
}
