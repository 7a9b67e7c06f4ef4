package dev.pausa.conformance.differential;

import dev.pausa.frame.Frame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Makes programs at random: the same program for the same seed and number. */
final class Generator {
    private final Random random;

    /** The heads of the bodies. */
    private List<String> kinds = List.of();

    /** The number of the body being made. */
    private int body;

    private int foreigns;

    /** Whether the program is a small one: few bodies, which do little but pause and handle exceptions. */
    private final boolean isSmall;

    private Generator(long seed) {
        random = new Random(seed);
        isSmall = percent(50);
    }

    static Node program(long seed, int number) {
        return new Generator(seed * 1_000_003L + number).program();
    }

    private Node program() {
        kinds = kinds();
        foreigns = random.nextInt(isSmall ? 2 : 4);
        List<Node> parts = new ArrayList<>();
        for (body = 0; body < kinds.size(); body++) {
            parts.add(body());
        }
        for (int i = 0; i < foreigns; i++) {
            parts.add(foreign());
        }
        List<Node> script = new ArrayList<>(List.of(Node.of("send", Node.of(0), Node.of("null"))));
        script.addAll(some(8, 24, this::scriptOp));
        parts.add(new Node("script", script));
        return new Node("program", parts);
    }

    /**
     * Some programs have coroutines alone, some generators alone; most have all kinds, and begin with what a script can
     * drive.
     */
    private List<String> kinds() {
        int mixture = random.nextInt(10);
        List<String> others =
                mixture < 1 ? List.of("body") : mixture < 3 ? List.of("gen") : List.of("body", "gen", "agen", "agen");
        List<String> made = some(2, isSmall ? 3 : 5, () -> pick(others));
        if (made.get(0).equals("agen")) {
            made.set(0, percent(75) ? "body" : "gen");
        }
        return made;
    }

    private String kind() {
        return kinds.get(body);
    }

    private boolean mayAwait() {
        return !kind().equals("gen");
    }

    /** How large most bodies are at most: small programs are compiled fast. */
    private static final int USUAL_BODY = 100;

    private Node body() {
        boolean isLarge = !isSmall && percent(1);
        for (; ; ) {
            Node made = new Node(
                    kind(),
                    percent(isSmall ? 90 : 75) ? persistent() : statements(isLarge ? 4 : 3, new Place(false, false)));
            if (made.size() <= (isLarge ? 2 * USUAL_BODY : USUAL_BODY)) {
                return made;
            }
        }
    }

    /** Statements that outlive many exceptions. */
    private List<Node> persistent() {
        Node handler =
                Node.of("catch", Node.of(percent(60) ? "BaseException" : "Exception"), block(1, new Place(true, true)));
        List<Node> attempted = new ArrayList<>(List.of(set(pause(random.nextInt(PAUSES)))));
        attempted.addAll(statements(isSmall ? 1 : 2, new Place(true, false)));
        Node attempt = Node.of("try", new Node("do", attempted), handler);
        return List.of(
                Node.of("loop", Node.of(2 + random.nextInt(8)), Node.of("do", attempt)),
                statement(isSmall ? 0 : 1, new Place(false, false)));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Statements
    // -----------------------------------------------------------------------------------------------------------------

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
            return set(expression(isSmall ? 0 : 2));
        }
        if (choice < 90) {
            return Node.of("log", expression(isSmall ? 0 : 2));
        }
        if (choice < 93) {
            return kind().equals("gen") ? yieldAll() : Node.of("count");
        }
        return Node.of("drive", op());
    }

    private Node set(Node value) {
        return Node.of("set", Node.of(random.nextInt(Grammar.VARIABLES)), value);
    }

    private Node yieldAll() {
        List<Node> parts = some(1, 4, () -> reaction("items"));
        if (percent(40)) {
            parts.add(Node.of("close", reaction("close", KINDS_BUT_STOPS)));
        }
        return new Node("yieldall", parts);
    }

    private Node compound(int depth, Place place) {
        int choice = random.nextInt(10);
        if (choice < 6) {
            return guarded(depth, place);
        }
        if (choice < 2 && !kinds.stream().allMatch("body"::equals)) {
            return loopOver(depth, place);
        }
        return choice < 8
                ? Node.of("if", expression(1), block(depth, place), block(depth, place))
                : Node.of("loop", Node.of(1 + random.nextInt(3)), block(depth, new Place(true, place.inHandler)));
    }

    private Node loopOver(int depth, Place place) {
        boolean isAsync = mayAwait() && percent(75);
        List<Integer> candidates = ofKind(isAsync ? "agen" : "gen", 0);
        Node over = candidates.isEmpty() ? object() : Node.of(pick(candidates));
        return Node.of(
                isAsync ? "asyncfor" : "for",
                Node.of(random.nextInt(Grammar.VARIABLES)),
                over,
                block(depth, new Place(true, place.inHandler)));
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
        return choice < 9
                ? Node.of("raise", exception(Grammar.KINDS), expression(1))
                : Node.of("return", expression(1));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Expressions
    // -----------------------------------------------------------------------------------------------------------------

    private Node expression(int depth) {
        int choice = random.nextInt(100);
        if (choice < PAUSES) {
            return pause(choice);
        }
        if (choice < 62) {
            return Node.of("call", op());
        }
        return choice < 80 && depth > 0 ? composed(depth - 1) : simple();
    }

    /** How many of a hundred expressions may pause. */
    private static final int PAUSES = 60;

    /** An expression that may pause, by the kind of the body; {@code choice} is below {@link #PAUSES}. */
    private Node pause(int choice) {
        return switch (kind()) {
            case "gen" -> choice < 35 ? Node.of("yield", simple()) : Node.of("yieldfrom", inner("gen"));
            case "agen" -> choice < 28 ? Node.of("yield", simple()) : choice < 36 ? suspend() : await();
            default -> choice < 20 ? suspend() : await();
        };
    }

    private Node suspend() {
        return Node.of("suspend", simple());
    }

    private Node await() {
        return Node.of("await", target());
    }

    private Node composed(int depth) {
        Supplier<Node> part = () -> expression(depth);
        return switch (random.nextInt(7)) {
            case 0 -> new Node("join", some(1, 3, part));
            case 1 -> Node.of("concat", part.get(), part.get());
            case 2 -> Node.of("add", part.get(), part.get());
            case 3 -> Node.of("addlong", part.get(), part.get());
            case 4 -> Node.of("pick", part.get(), part.get(), part.get());
            case 5 -> Node.of("exc", exception(Grammar.KINDS), part.get());
            default -> Node.of(kind().equals("body") ? "suspend" : "yield", part.get());
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
        if (choice < 25 && foreigns > 0) {
            return Node.of("foreign", Node.of(random.nextInt(foreigns)));
        }
        if (choice < (isSmall ? 85 : 70) && kinds.contains("agen")) {
            return step(percent(50));
        }
        if (choice < (isSmall ? 90 : 80)) {
            return inner(percent(60) ? "body" : "gen");
        }
        if (choice < 99) {
            return Node.of(percent(60) ? "shared" : "view", object());
        }
        return Node.of("nothing");
    }

    /** Something to await or to delegate to, of a kind. */
    private Node inner(String kind) {
        List<Integer> later = ofKind(kind, body + 1);
        if (!later.isEmpty() && percent(65)) {
            int offset = pick(later) - body - 1;
            return percent(3)
                    ? deep(kind.equals("body") && percent(50) ? "deepsteps" : "deep", offset)
                    : Node.of("fresh", Node.of(offset));
        }
        List<Integer> all = ofKind(kind, 0);
        return Node.of("shared", all.isEmpty() || percent(15) ? object() : Node.of(pick(all)));
    }

    /** The numbers of the bodies of a kind, from one on. */
    private List<Integer> ofKind(String kind, int first) {
        return IntStream.range(first, kinds.size())
                .filter(i -> kinds.get(i).equals(kind))
                .boxed()
                .toList();
    }

    /** A step of an asynchronous generator, a fresh one if wanted. */
    private Node step(boolean isFresh) {
        List<Integer> later = ofKind("agen", body + 1);
        boolean isMade = isFresh && !later.isEmpty();
        Node of = isMade ? Node.of("fresh", Node.of(pick(later) - body - 1)) : Node.of(pick(ofKind("agen", 0)));
        int choice = random.nextInt(100);
        if (choice < 70 || isMade && percent(60)) {
            return choice < 40 || isMade
                    ? Node.of("anext", of)
                    : Node.of("asend", of, percent(30) ? Node.of("null") : value());
        }
        return choice < 85 ? Node.of("athrow", of, exception(), value()) : Node.of("aclose", of);
    }

    /** Long enough that some of the chain is not begun directly by its awaiter. */
    private Node deep(String head, int offset) {
        return Node.of(head, Node.of(Frame.MAX_DEPTH - 3 + random.nextInt(8)), Node.of(offset));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Foreign awaitables
    // -----------------------------------------------------------------------------------------------------------------

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

    private static final List<String> KINDS_BUT_ENDS =
            Grammar.KINDS.stream().filter(kind -> !kind.contains("Stop")).toList();

    private static final List<String> KINDS_BUT_STOPS = Grammar.KINDS.stream()
            .filter(kind -> !kind.equals("StopIteration") && !kind.equals("SubStop"))
            .toList();

    private Node reaction(String method) {
        return reaction(method, method.equals("items") ? KINDS_BUT_STOPS : Grammar.KINDS);
    }

    private Node reaction(String method, List<String> exceptions) {
        int choice = random.nextInt(100);
        if (choice < 12) {
            return Node.of("after", op(), reaction(method, exceptions));
        }
        if (choice < 20) {
            return Node.of("raise", exception(exceptions), value());
        }
        return switch (method) {
            case "send" ->
                choice < 50 ? Node.of("echo") : choice < 80 ? Node.of("yield", value()) : Node.of("stop", value());
            case "throw" ->
                choice < 45 ? Node.of("rethrow") : choice < 80 ? Node.of("yield", value()) : Node.of("stop", value());
            case "next" -> choice < 80 ? Node.of("yield", value()) : Node.of("stop", value());
            case "items" -> Node.of("yield", value());
            default -> choice < 40 ? Node.of("raise", exception(exceptions), value()) : Node.of("nothing");
        };
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Drives
    // -----------------------------------------------------------------------------------------------------------------

    /** Scripts drive the first object most, for it awaits most others, and steps, if there are any. */
    private Node scriptOp() {
        List<Integer> asyncs = ofKind("agen", 0);
        if (!asyncs.isEmpty() && percent(25)) {
            return op(Node.of(pick(asyncs)));
        }
        return percent(40) ? op(Node.of(0)) : op();
    }

    private Node op() {
        return op(object());
    }

    /** A drive of an object that is not an asynchronous generator, or a step of one that is. */
    private Node op(Node object) {
        int choice = random.nextInt(100);
        if (isAsync(object)) {
            Node step = step(false);
            return choice < 70
                    ? Node.of("begin", step)
                    : choice < 85 ? Node.of("keep", step) : Node.of("state", object);
        }
        if (choice < 42) {
            return Node.of("send", object, percent(65) ? Node.of("null") : value());
        }
        if (choice < 58) {
            return Node.of("throw", object, exception(), value());
        }
        if (choice < 70) {
            return Node.of("close", object);
        }
        return choice < 75 ? Node.of("state", object) : otherOp(object);
    }

    private boolean isAsync(Node object) {
        return object.parts().isEmpty()
                && object.number() < kinds.size()
                && kinds.get(object.number()).equals("agen");
    }

    private Node otherOp(Node object) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> Node.of("step", object, value());
            case 2 -> Node.of("stepthrow", object, exception(), value());
            case 3, 4 -> Node.of("next", object);
            case 5 -> Node.of("viewsend", object, value());
            case 6 -> Node.of("viewthrow", object, exception(), value());
            default -> Node.of("viewclose", object);
        };
    }

    /** One of the bodies' objects; sometimes a fresh one, or a step. */
    private Node object() {
        boolean isAsync = kinds.contains("agen");
        if (isAsync && percent(25)) {
            return Node.of("last", Node.of(random.nextInt(3)));
        }
        return Node.of(random.nextInt(kinds.size() + (percent(15) ? 3 : 0)));
    }

    /** Seldom one that means an end: the versions of CPython differ in what becomes of it. */
    private Node exception() {
        return exception(percent(15) ? Grammar.KINDS : KINDS_BUT_ENDS);
    }

    private Node exception(List<String> kinds) {
        return Node.of(percent(40) ? pick(List.of("Oops", "Bang")) : pick(kinds));
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
