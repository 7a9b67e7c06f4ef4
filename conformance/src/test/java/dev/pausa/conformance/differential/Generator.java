package dev.pausa.conformance.differential;

import dev.pausa.frame.Frame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Makes programs at random: the same program for the same seed and number. */
final class Generator {
    private final Random random;
    private int bodies;

    /** The number of the body being made. */
    private int body;

    private int foreigns;

    private Generator(long seed) {
        random = new Random(seed);
    }

    static Node program(long seed, int number) {
        return new Generator(seed * 1_000_003L + number).program();
    }

    private Node program() {
        bodies = 2 + random.nextInt(4);
        foreigns = random.nextInt(4);
        List<Node> parts = new ArrayList<>();
        for (body = 0; body < bodies; body++) {
            parts.add(body());
        }
        for (int i = 0; i < foreigns; i++) {
            parts.add(foreign());
        }
        List<Node> script = new ArrayList<>(List.of(Node.of("send", Node.of(0), Node.of("null"))));
        script.addAll(some(5, 18, this::scriptOp));
        parts.add(new Node("script", script));
        return new Node("program", parts);
    }

    /** How large most bodies are at most: small programs are compiled fast. */
    private static final int USUAL_BODY = 100;

    private Node body() {
        boolean isLarge = percent(1);
        for (; ; ) {
            Node made =
                    new Node("body", percent(60) ? persistent() : statements(isLarge ? 4 : 3, new Place(false, false)));
            if (made.size() <= (isLarge ? 2 * USUAL_BODY : USUAL_BODY)) {
                return made;
            }
        }
    }

    /** Statements that outlive many exceptions. */
    private List<Node> persistent() {
        Node handler =
                Node.of("catch", Node.of(percent(60) ? "BaseException" : "Exception"), block(1, new Place(true, true)));
        Node attempt = Node.of("try", block(2, new Place(true, false)), handler);
        return List.of(
                Node.of("loop", Node.of(2 + random.nextInt(4)), Node.of("do", attempt)),
                statement(1, new Place(false, false)));
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Statements
    // ------------------------------------------------------------------------------------------------------------------

    /** What a statement stands in. */
    private record Place(boolean inLoop, boolean inHandler) {}

    private List<Node> statements(int depth, Place place) {
        List<Node> statements = some(1, 1 + depth, () -> statement(depth, place));
        if (percent(15)) {
            statements.add(jump(place));
        }
        return statements;
    }

    private Node block(int depth, Place place) {
        return new Node("do", statements(depth, place));
    }

    private Node statement(int depth, Place place) {
        int choice = random.nextInt(100);
        if (choice < 35 && depth > 0) {
            return compound(depth - 1, place);
        }
        if (choice < 75) {
            return Node.of("set", Node.of(random.nextInt(Grammar.VARIABLES)), expression(2));
        }
        if (choice < 90) {
            return Node.of("log", expression(2));
        }
        return choice < 93 ? Node.of("count") : Node.of("drive", op());
    }

    private Node compound(int depth, Place place) {
        int choice = random.nextInt(10);
        if (choice < 6) {
            return guarded(depth, place);
        }
        return choice < 8
                ? Node.of("if", expression(1), block(depth, place), block(depth, place))
                : Node.of("loop", Node.of(1 + random.nextInt(3)), block(depth, new Place(true, place.inHandler)));
    }

    private Node guarded(int depth, Place place) {
        List<Node> parts = new ArrayList<>();
        parts.add(block(depth, place));
        for (String type : handledTypes()) {
            parts.add(Node.of("catch", Node.of(type), block(depth, new Place(place.inLoop, true))));
        }
        if (parts.size() == 1 || random.nextInt(3) == 0) {
            parts.add(Node.of("finally", block(depth, place)));
        }
        return new Node("try", parts);
    }

    /** Types to catch, subtypes before their supertypes. */
    private List<String> handledTypes() {
        return some(0, 2, () -> percent(40) ? pick(List.of("Exception", "BaseException")) : pick(Grammar.TYPES))
                .stream()
                .distinct()
                .sorted(Comparator.comparingInt(Generator::breadth))
                .toList();
    }

    private static int breadth(String type) {
        return switch (type) {
            case "BaseException" -> 3;
            case "Exception" -> 2;
            case "StopIteration", "GeneratorExit" -> 1;
            default -> 0;
        };
    }

    private Node jump(Place place) {
        int choice = random.nextInt(12);
        if (choice < 4 && place.inHandler) {
            return choice == 0
                    ? Node.of("chain", Node.of(pick(List.of("Oops", "Bang", "Halt"))), expression(1))
                    : Node.of("reraise");
        }
        if (choice < 7 && place.inLoop) {
            return Node.of(random.nextBoolean() ? "break" : "continue");
        }
        return choice < 9 ? Node.of("raise", kind(), expression(1)) : Node.of("return", expression(1));
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Expressions
    // ------------------------------------------------------------------------------------------------------------------

    private Node expression(int depth) {
        int choice = random.nextInt(100);
        if (choice < 20) {
            return Node.of("suspend", simple());
        }
        if (choice < 60) {
            return Node.of("await", target());
        }
        if (choice < 62) {
            return Node.of("call", op());
        }
        return choice < 80 && depth > 0 ? composed(depth - 1) : simple();
    }

    private Node composed(int depth) {
        Supplier<Node> part = () -> expression(depth);
        return switch (random.nextInt(7)) {
            case 0 -> new Node("join", some(1, 3, part));
            case 1 -> Node.of("concat", part.get(), part.get());
            case 2 -> Node.of("add", part.get(), part.get());
            case 3 -> Node.of("addlong", part.get(), part.get());
            case 4 -> Node.of("pick", part.get(), part.get(), part.get());
            case 5 -> Node.of("exc", kind(), part.get());
            default -> Node.of("suspend", part.get());
        };
    }

    private Node simple() {
        int choice = random.nextInt(12);
        if (choice < 5) {
            return Node.of("var", Node.of(random.nextInt(Grammar.VARIABLES)));
        }
        return choice == 5 ? Node.of("total") : value();
    }

    private Node target() {
        int choice = random.nextInt(100);
        int offset = random.nextInt(2);
        if (choice < 45 && body + 1 + offset < bodies) {
            return percent(3) ? deep(offset) : Node.of("fresh", Node.of(offset));
        }
        if (choice < 70 && foreigns > 0) {
            return Node.of("foreign", Node.of(random.nextInt(foreigns)));
        }
        if (choice < 99) {
            return Node.of(percent(60) ? "shared" : "view", coroutine());
        }
        return Node.of("nothing");
    }

    /** Long enough that some of the chain is not begun directly by its awaiter. */
    private Node deep(int offset) {
        return Node.of("deep", Node.of(Frame.MAX_DEPTH - 3 + random.nextInt(8)), Node.of(offset));
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Foreign awaitables
    // ------------------------------------------------------------------------------------------------------------------

    private Node foreign() {
        List<Node> parts = new ArrayList<>();
        if (random.nextInt(12) == 0) {
            parts.add(Node.of("await", reaction("await")));
        }
        parts.add(method("next"));
        for (String name : List.of("send", "throw", "close")) {
            if (random.nextInt(3) > 0) {
                parts.add(method(name));
            }
        }
        if (random.nextInt(4) == 0) {
            parts.add(Node.of("once"));
        }
        return new Node("foreign", parts);
    }

    private Node method(String name) {
        return new Node(name, some(0, 4, () -> reaction(name)));
    }

    private Node reaction(String method) {
        int choice = random.nextInt(100);
        if (choice < 12) {
            return Node.of("after", op(), reaction(method));
        }
        if (choice < 20) {
            return Node.of("raise", kind(), value());
        }
        return switch (method) {
            case "send" ->
                choice < 50 ? Node.of("echo") : choice < 80 ? Node.of("yield", value()) : Node.of("stop", value());
            case "throw" ->
                choice < 45 ? Node.of("rethrow") : choice < 80 ? Node.of("yield", value()) : Node.of("stop", value());
            case "next" -> choice < 80 ? Node.of("yield", value()) : Node.of("stop", value());
            default -> choice < 40 ? Node.of("raise", kind(), value()) : Node.of("nothing");
        };
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Drives
    // ------------------------------------------------------------------------------------------------------------------

    /** Scripts drive the first coroutine most: it is the one that awaits most others. */
    private Node scriptOp() {
        return percent(50) ? op(Node.of(0)) : op();
    }

    private Node op() {
        return op(coroutine());
    }

    private Node op(Node coroutine) {
        int choice = random.nextInt(100);
        if (choice < 50) {
            return Node.of("send", coroutine, percent(65) ? Node.of("null") : value());
        }
        if (choice < 64) {
            return Node.of("throw", coroutine, kind(), value());
        }
        if (choice < 70) {
            return Node.of("close", coroutine);
        }
        return choice < 77 ? Node.of("state", coroutine) : otherOp(coroutine);
    }

    private Node otherOp(Node coroutine) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> Node.of("step", coroutine, value());
            case 2 -> Node.of("stepthrow", coroutine, kind(), value());
            case 3, 4 -> Node.of("next", coroutine);
            case 5 -> Node.of("viewsend", coroutine, value());
            case 6 -> Node.of("viewthrow", coroutine, kind(), value());
            default -> Node.of("viewclose", coroutine);
        };
    }

    /** One of the bodies' coroutines; sometimes a fresh one. */
    private Node coroutine() {
        return Node.of(random.nextInt(bodies + (percent(15) ? 3 : 0)));
    }

    private Node kind() {
        return Node.of(percent(40) ? pick(List.of("Oops", "Bang")) : pick(Grammar.KINDS));
    }

    private Node value() {
        return percent(25) ? Node.of("null") : Node.of(1 + random.nextInt(99));
    }

    private boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private <T> List<T> some(int least, int most, Supplier<T> one) {
        List<T> list = new ArrayList<>();
        for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
            list.add(one.get());
        }
        return list;
    }
}
