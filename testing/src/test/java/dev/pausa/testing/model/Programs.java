package dev.pausa.testing.model;

import dev.pausa.testing.model.Node.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Random programs. Each uses only some kinds of statements and some channels: who can do everything does little of each
 * thing.
 */
final class Programs {
    private final Random random;
    private final int depth;
    private final List<Kind> kinds;
    private final int firstChannel;
    private final int channels;
    private final List<Integer> scopes = new ArrayList<>();
    private final List<Integer> tasks = new ArrayList<>();
    private int next;

    private Programs(long seed, int depth) {
        this.random = new Random(seed);
        this.depth = depth;
        this.kinds =
                Stream.of(Kind.values()).filter(kind -> random.nextInt(5) > 1).toList();
        this.firstChannel = random.nextInt(World.CHANNELS);
        this.channels = 1 + random.nextInt(World.CHANNELS);
    }

    /** Returns the program of a seed: tasks in a scope. Small ones have few statements. */
    static List<Node> program(long seed, boolean isSmall) {
        return new Programs(seed, isSmall ? 3 : 5).main(isSmall ? 2 : 3);
    }

    private List<Node> main(int started) {
        int id = next++;
        scopes.add(id);
        List<Node> body = new ArrayList<>();
        for (int i = 0; i < started; i++) {
            body.add(nested(Kind.START, 1));
        }
        body.addAll(block(2));
        Node scope = new Node(random.nextInt(4) == 0 ? Kind.SUPERVISE : Kind.SCOPE, id, 0, 0, 0, List.of(body));
        return List.of(random.nextBoolean() ? scope : new Node(Kind.TIMEOUT, next++, 6, 0, 0, List.of(List.of(scope))));
    }

    private List<Node> block(int level) {
        List<Node> block = new ArrayList<>();
        int length = 1 + random.nextInt(depth - 1);
        for (int i = 0; i < length; i++) {
            block.add(node(level));
        }
        return block;
    }

    private Node node(int level) {
        Kind kind = kinds.isEmpty() ? Kind.CHECKPOINT : kinds.get(random.nextInt(kinds.size()));
        if (kind == Kind.FAIL && random.nextBoolean()) {
            kind = Kind.CHECKPOINT; // a program that fails at once shows little
        }
        if (kind.bodies > 0 && level >= depth) {
            kind = random.nextBoolean() ? Kind.RECEIVE : Kind.SEND;
        }
        return kind.bodies == 0 ? leaf(kind) : nested(kind, level);
    }

    private Node leaf(Kind kind) {
        return switch (kind) {
            case SLEEP -> leaf(kind, random.nextInt(4), 0, 0);
            case AWAIT_PROMISE, COMPLETE, FAIL_PROMISE -> leaf(kind, random.nextInt(World.PROMISES), 0, 0);
            case AWAIT_TASK, AWAIT_END, CANCEL_TASK -> leaf(kind, one(tasks), 0, 0);
            case CANCEL_SCOPE, DEADLINE -> leaf(kind, one(scopes), random.nextInt(4), 0);
            default -> leaf(kind, channel(), channel(), random.nextInt(5) - 1);
        };
    }

    private int channel() {
        return (firstChannel + random.nextInt(channels)) % World.CHANNELS;
    }

    private Node leaf(Kind kind, int a, int b, int c) {
        return new Node(kind, next++, a, b, c, List.of());
    }

    /** Mostly what was made last; -1 if there is none. */
    private int one(List<Integer> made) {
        return made.isEmpty() ? -1 : made.get(random.nextBoolean() ? made.size() - 1 : random.nextInt(made.size()));
    }

    private Node nested(Kind kind, int level) {
        int id = next++;
        int a = random.nextInt(5);
        if (kind == Kind.START) {
            a = random.nextInt(10) == 0 ? -1 : one(scopes);
            tasks.add(id);
        } else if (kind == Kind.SCOPE || kind == Kind.SUPERVISE) {
            scopes.add(id);
        }
        List<List<Node>> bodies = new ArrayList<>();
        for (int i = 0; i < kind.bodies; i++) {
            bodies.add(block(level + 1));
        }
        return new Node(kind, id, a, 0, 0, bodies);
    }
}
