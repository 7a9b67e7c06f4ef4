package dev.pausa.frame;

import dev.pausa.CoroutineDump;
import dev.pausa.CoroutineDump.Chain;
import dev.pausa.CoroutineDump.Entry;
import dev.pausa.CoroutineDump.Variable;
import dev.pausa.CoroutineState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all live objects, while other threads may be driving them. Each field is read once, and the chains are made of what was read: they
 * are finite then, however they change meanwhile. Nothing is written.
 */
public final class Snapshot {
    private final long now = System.nanoTime();
    private final boolean withLocals;
    private final Map<Handle, Node> nodes = new IdentityHashMap<>();

    /** Of each body that is run, by its prototype, the names of the threads that run it. */
    private final Map<Frame, List<String>> drivers = new IdentityHashMap<>();

    /** The stacks of the threads, once somebody asks. */
    private @Nullable Map<Thread, StackTraceElement[]> stacks;

    private Snapshot(boolean withLocals) {
        this.withLocals = withLocals;
    }

    /** What was read of one object. */
    private static final class Node {
        final Living.Entry entry;
        final Handle handle;
        final Frame frame;
        final byte stage;
        final int state;
        final @Nullable Handle next;
        boolean isAwaited;
        boolean isShown;

        Node(Living.Entry entry, Handle handle) {
            this.entry = entry;
            this.handle = handle;
            this.stage = handle.stage;
            this.frame = handle.frame;
            this.state = frame.state;
            this.next = awaitedBy(frame, stage);
        }

        private static @Nullable Handle awaitedBy(Frame frame, byte stage) {
            if (stage == Handle.STARTING && frame instanceof StepFrame step) {
                return step.generator;
            }
            Handle next = stage == Handle.FRAMED ? frame.awaiting : null;
            while (next != null && next.frame instanceof Resumption resumption) {
                next = resumption.operand;
            }
            return next == null || next.stage == Handle.CLOSED ? null : next;
        }

        long id() {
            return entry.id;
        }
    }

    /**
     * Takes a dump; see {@link CoroutineDump#take}.
     *
     * @param withLocals whether variables are read
     * @return a new dump
     */
    public static CoroutineDump take(boolean withLocals) {
        if (!Tracking.isTracking()) {
            throw new IllegalStateException(
                    "tracking is off, so nobody knows which coroutine objects there are; switch it on with"
                            + " Diagnostics.setTracking(true) or -Ddev.pausa.tracking=true, before they are made");
        }
        return new Snapshot(withLocals).dump();
    }

    private CoroutineDump dump() {
        Instant takenAt = Instant.now();
        for (Living.Entry entry : Living.entries()) {
            Handle handle = entry.get();
            if (handle != null && handle.stage == Handle.CLOSED) {
                Living.forget(entry);
            } else if (handle != null) {
                nodes.put(handle, new Node(entry, handle));
            }
        }
        link();
        List<Node> all = new ArrayList<>(nodes.values());
        all.sort(Comparator.comparingLong(Node::id));
        List<Chain> chains = new ArrayList<>();
        for (Node node : all) {
            if (!node.isAwaited && !(node.handle instanceof Adapter)) {
                chains.add(chain(node));
            }
        }
        for (Node node : all) { // what is left awaits itself in the end
            if (!node.isShown && !(node.handle instanceof Adapter)) {
                chains.add(chain(node));
            }
        }
        return new CoroutineDump(takenAt, chains);
    }

    /** Finds out who is awaited, also of objects that nobody has tracked. */
    private void link() {
        for (Node node : List.copyOf(nodes.values())) {
            Node above = node;
            while (above.next != null) {
                Node below = nodes.get(above.next);
                boolean isKnown = below != null;
                if (below == null) {
                    below = new Node(Living.met(above.next), above.next);
                    nodes.put(above.next, below);
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
        for (Node node = root; node != null && !node.isShown; node = node.next == null ? null : nodes.get(node.next)) {
            node.isShown = true;
            shown.add(node);
        }
        Node leaf = shown.get(shown.size() - 1);
        List<Entry> objects = new ArrayList<>();
        boolean isDriven = false;
        for (Node node : shown) {
            isDriven |= node.stage == Handle.STARTING || node.state < 0;
            objects.add(entry(node, isDriven, leaf));
        }
        return new Chain(objects);
    }

    private Entry entry(Node node, boolean isDriven, Node leaf) {
        CoroutineState state = node.stage == Handle.CREATED
                ? CoroutineState.CREATED
                : isDriven ? CoroutineState.RUNNING : CoroutineState.SUSPENDED;
        Long madeAt = node.entry.madeAt;
        Node awaited = node.next == null ? null : nodes.get(node.next);
        return new Entry(
                node.id(),
                kind(node),
                name(node),
                state,
                state == CoroutineState.RUNNING ? threadsIn(leaf) : List.of(),
                node.frame.table().location(Frame.pointOf(node.state)),
                madeAt == null ? null : Duration.ofNanos(Math.max(0, now - madeAt)),
                awaited == null ? 0 : awaited.id(),
                node.handle.origin(),
                withLocals && state == CoroutineState.SUSPENDED ? locals(node) : List.of(),
                withLocals
                        && state == CoroutineState.SUSPENDED
                        && node.frame.table().hasUnnamed(Frame.pointOf(node.state)));
    }

    /** The threads that run the body at the end of a chain. */
    private List<String> threadsIn(Node leaf) {
        if (leaf.next != null) {
            return List.of(); // the end is in another chain
        }
        return drivers.computeIfAbsent(leaf.frame.prototype(), unknown -> {
            if (stacks == null) {
                stacks = Drivers.stacks();
            }
            return Drivers.of(leaf.frame, stacks).stream()
                    .map(driver -> driver.thread().getName())
                    .toList();
        });
    }

    private static String kind(Node node) {
        if (node.frame instanceof Foreign foreign) {
            return foreign.shown() instanceof CompletionStage<?> ? "stage" : "iterator";
        }
        return node.handle instanceof AsyncStep ? "step" : node.frame.kind().text();
    }

    private static String name(Node node) {
        if (node.frame instanceof Foreign foreign) {
            return TypeNames.of(foreign.shown());
        }
        return node.frame instanceof StepFrame step
                ? step.method() + " of " + step.generator.name()
                : node.handle.name();
    }

    private static List<Variable> locals(Node node) {
        if (node.frame.table() == FrameTable.NONE) {
            return List.of();
        }
        try {
            return Inspection.of(node.frame).stream()
                    .map(local -> new Variable(local.name(), local.type(), Values.text(local.value())))
                    .toList();
        } catch (IllegalStateException closed) { // the module does not open its package any more
            return List.of();
        }
    }
}
