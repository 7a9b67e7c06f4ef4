package dev.pausa.diagnostics;

import dev.pausa.CoroutineObject;
import dev.pausa.CoroutineState;
import dev.pausa.diagnostics.CoroutineDump.Chain;
import dev.pausa.diagnostics.CoroutineDump.Entry;
import dev.pausa.diagnostics.CoroutineDump.Variable;
import dev.pausa.frame.Handle;
import dev.pausa.frame.Look;
import dev.pausa.trace.BodyCode;
import dev.pausa.trace.DriverSearch;
import dev.pausa.trace.TypeNames;
import dev.pausa.trace.ValueText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all live objects, while other threads may be driving them. Each field is read once, and the chains are made
 * of what was read: they are finite then, however they change meanwhile. Nothing is written.
 */
final class Census {
    private final long now = System.nanoTime();
    private final boolean withLocals;
    private final Map<Handle, Node> nodes = new IdentityHashMap<>();

    /** Of each body that is run, the names of the threads that run it. */
    private final Map<BodyCode, List<String>> drivers = new HashMap<>();

    /** The stacks of the threads, once somebody asks. */
    private @Nullable Map<Thread, StackTraceElement[]> stacks;

    private Census(boolean withLocals) {
        this.withLocals = withLocals;
    }

    /** What was read of one object. */
    private static final class Node {
        final LiveObjects.Entry entry;
        final Handle handle;
        final Look.Glimpse seen;
        boolean isAwaited;
        boolean isShown;

        Node(LiveObjects.Entry entry, Handle handle) {
            this.entry = entry;
            this.handle = handle;
            this.seen = Look.glimpse(handle);
        }

        long id() {
            return entry.id;
        }

        /** Returns whether it is a coroutine object, and not only what one awaits. */
        boolean isObject() {
            return Look.isObject(handle);
        }
    }

    /**
     * Takes a dump; see {@link CoroutineDump#take}.
     *
     * @param withLocals whether variables are read
     * @return a new dump
     */
    static CoroutineDump take(boolean withLocals) {
        if (!Tracking.isTracking()) {
            throw new IllegalStateException(
                    "tracking is off, so nobody knows which coroutine objects there are; switch it on with"
                            + " Diagnostics.setTracking(true) or -Ddev.pausa.tracking=true, before they are made");
        }
        return new Census(withLocals).dump();
    }

    private CoroutineDump dump() {
        Instant takenAt = Instant.now();
        for (LiveObjects.Entry entry : LiveObjects.entries()) {
            Handle handle = entry.get();
            if (handle != null && Look.isClosed(handle)) {
                LiveObjects.forget(entry);
            } else if (handle != null) {
                nodes.put(handle, new Node(entry, handle));
            }
        }
        List<LoopDump> loops = LoopSources.loops(new NumbersOfThis());
        link();
        List<Node> all = new ArrayList<>(nodes.values());
        all.sort(Comparator.comparingLong(Node::id));
        List<Chain> chains = new ArrayList<>();
        for (Node node : all) {
            if (!node.isAwaited && node.isObject()) {
                chains.add(chain(node));
            }
        }
        for (Node node : all) { // what is left awaits itself in the end
            if (!node.isShown && node.isObject()) {
                chains.add(chain(node));
            }
        }
        return new CoroutineDump(takenAt, loops, chains);
    }

    /** What is driven by a task is shown, also if it was made when nobody tracked. */
    private final class NumbersOfThis implements LoopDump.Numbers {
        private long tasks;

        @Override
        public long of(CoroutineObject object) {
            Handle handle = (Handle) object;
            return Look.isClosed(handle)
                    ? 0
                    : nodes.computeIfAbsent(handle, met -> new Node(LiveObjects.met(met), met))
                            .id();
        }

        @Override
        public long next() {
            return ++tasks;
        }
    }

    /** Finds out who is awaited, also of objects that nobody has tracked. */
    private void link() {
        for (Node node : List.copyOf(nodes.values())) {
            Node above = node;
            for (Handle next = above.seen.next(); next != null; next = above.seen.next()) {
                Node below = nodes.get(next);
                boolean isKnown = below != null;
                if (below == null) {
                    below = new Node(LiveObjects.met(next), next);
                    nodes.put(next, below);
                }
                below.isAwaited = true;
                if (isKnown) {
                    break;
                }
                above = below;
            }
        }
    }

    private Chain chain(Node root) {
        List<Node> shown = new ArrayList<>();
        for (Node node = root; node != null && !node.isShown; node = awaitedBy(node)) {
            node.isShown = true;
            shown.add(node);
        }
        Node leaf = shown.get(shown.size() - 1);
        List<Entry> objects = new ArrayList<>();
        boolean isDriven = false;
        for (Node node : shown) {
            isDriven |= node.seen.isDriven();
            objects.add(entry(node, isDriven, leaf));
        }
        return new Chain(objects);
    }

    private Entry entry(Node node, boolean isDriven, Node leaf) {
        CoroutineState state = node.seen.isCreated()
                ? CoroutineState.CREATED
                : isDriven ? CoroutineState.RUNNING : CoroutineState.SUSPENDED;
        Long madeAt = node.entry.madeAt;
        Node awaited = awaitedBy(node);
        return new Entry(
                node.id(),
                node.seen.kind(),
                name(node),
                state,
                state == CoroutineState.RUNNING ? threadsIn(leaf) : List.of(),
                node.seen.place(),
                madeAt == null ? null : Duration.ofNanos(Math.max(0, now - madeAt)),
                awaited == null ? 0 : awaited.id(),
                Look.origin(node.handle),
                withLocals && state == CoroutineState.SUSPENDED ? locals(node) : List.of(),
                withLocals && state == CoroutineState.SUSPENDED && node.seen.hasUnnamedLocals());
    }

    /** The threads that run the body at the end of a chain, unless the end is in another chain. */
    private List<String> threadsIn(Node leaf) {
        BodyCode code = leaf.seen.next() == null ? leaf.seen.code() : null;
        return code == null ? List.of() : drivers.computeIfAbsent(code, this::threadsIn);
    }

    private List<String> threadsIn(BodyCode code) {
        if (stacks == null) {
            stacks = DriverSearch.stacks();
        }
        return DriverSearch.of(code, stacks).stream()
                .map(driver -> driver.thread().getName())
                .toList();
    }

    private @Nullable Node awaitedBy(Node node) {
        return node.seen.next() == null ? null : nodes.get(node.seen.next());
    }

    private static String name(Node node) {
        Object foreign = node.seen.foreign();
        return foreign == null ? node.seen.name() : TypeNames.of(foreign);
    }

    private static List<Variable> locals(Node node) {
        try {
            return node.seen.locals().stream()
                    .map(local -> new Variable(local.name(), local.type(), textOf(local.value())))
                    .toList();
        } catch (IllegalStateException closed) { // the module does not open its package any more
            return List.of();
        }
    }

    /** Of a coroutine object its kind and name: the value is somebody's object, whose own code is not run. */
    private static String textOf(@Nullable Object value) {
        return value instanceof Handle handle ? Look.kind(handle) + " " + Look.name(handle) : ValueText.text(value);
    }
}
