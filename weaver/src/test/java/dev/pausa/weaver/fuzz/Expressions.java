package dev.pausa.weaver.fuzz;

import dev.pausa.weaver.fuzz.Scope.Type;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;

/** Makes random expressions, in which a pause may stand at any operand. */
final class Expressions {
    private final Random random;
    private final IntSupplier ids;

    Expressions(Random random, IntSupplier ids) {
        this.random = random;
        this.ids = ids;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    Type type() {
        return Type.values()[random.nextInt(Type.values().length)];
    }

    /** A type whose values can be compared and printed. */
    Type scalar() {
        return Type.values()[random.nextInt(Type.STR.ordinal() + 1)];
    }

    String of(Type type, Scope scope, int depth) {
        if (depth <= 0) {
            return random.nextInt(4) == 0 ? paused(type, scope, 0) : leaf(type, scope);
        }
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> paused(type, scope, depth - 1);
            case 3 -> "((" + type.java + ") " + chosen(type, scope, depth - 1) + ")"; // also for the compiler's sake
            default -> compound(type, scope, depth - 1);
        };
    }

    /** Something that may pause. Types are written out to spare the compiler an inference that grows exponentially. */
    private String paused(Type type, Scope scope, int depth) {
        int id = ids.getAsInt();
        String value = of(type, scope, depth - 1);
        String maker = scope.maker() + ".<" + type.boxed() + ">";
        String operands = "(" + id + ", " + value + ")";
        String call = switch (random.nextInt(12)) {
            case 0 -> scope.run(maker + "stage" + operands);
            case 1 -> scope.run(maker + "fail" + operands);
            case 2, 3 ->
                scope.nested ? scope.run(maker + "tick" + operands) : scope.pause("mark(\"" + type + "\", " + id + ")");
            case 4 -> {
                Scope inner = scope.lambda();
                yield scope.run(inner.body(type.boxed()) + "{ " + type.java + " r" + id + " = " + of(type, inner, depth)
                        + "; return r" + id + "; })");
            }
            default -> scope.run(maker + "tick" + operands);
        };
        return "((" + type.boxed() + ") " + call + ")";
    }

    /** One of several, by a condition or a switch. */
    private String chosen(Type type, Scope scope, int depth) {
        if (random.nextInt(3) > 0) {
            return "(" + of(Type.BOOL, scope, depth) + " ? " + of(type, scope, depth) + " : " + of(type, scope, depth)
                    + ")";
        }
        boolean text = random.nextBoolean();
        return "(switch (" + of(text ? Type.STR : Type.INT, scope, depth) + ") { case " + (text ? "\"a\"" : "0")
                + " -> "
                + of(type, scope, depth) + "; case " + (text ? "\"cd\", \"b\"" : "1, 2") + " -> { log("
                + of(scalar(), scope, depth) + "); " + yielded(type, scope, depth) + " } default -> "
                + of(type, scope, depth) + "; })";
    }

    /** An object that is under construction while a switch with a try block runs: the compiler parks it in a local. */
    String guardedConstruction(Scope scope, int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> "new Note(" + guardedSwitch(Type.STR, scope, depth) + ", " + of(Type.LONG, scope, depth) + ")";
            case 1 -> "new Note(" + of(Type.STR, scope, depth) + ", " + guardedSwitch(Type.LONG, scope, depth) + ")";
            case 2 ->
                "new Note(\"\" + new Note(" + of(Type.STR, scope, depth) + ", " + guardedSwitch(Type.INT, scope, depth)
                        + "), " + guardedSwitch(Type.LONG, scope, depth) + ")";
            default ->
                "new Box(" + guardedSwitch(Type.INT, scope, depth) + ", " + of(Type.LONG, scope, depth) + ", "
                        + of(Type.STR, scope, depth) + ").text";
        };
    }

    /** A switch with a try block. Not above a long or double on the stack, where javac fails on it. */
    String guardedSwitch(Type type, Scope scope, int depth) {
        return "(switch (" + of(Type.STR, scope, depth) + ") { case \"a\", \"b\" -> " + of(type, scope, depth)
                + "; default -> { try { " + yielded(type, scope, depth) + " } catch (RuntimeException e"
                + ids.getAsInt() + ") { " + yielded(type, scope, depth) + " } } })";
    }

    /** The compiler does not always see that {@code yield (} begins a statement. */
    private String yielded(Type type, Scope scope, int depth) {
        String name = "y" + ids.getAsInt();
        return type.java + " " + name + " = " + of(type, scope, depth) + "; yield " + name + ";";
    }

    /** An argument of an overloaded method. */
    private String cast(Type type, Scope scope, int depth) {
        return "(" + type.java + ") " + of(type, scope, depth);
    }

    private String leaf(Type type, Scope scope) {
        List<String> variables = scope.readable(type);
        if (!variables.isEmpty() && random.nextInt(3) > 0) {
            return pick(variables);
        }
        return switch (type) {
            case INT -> random.nextInt(3) == 0 ? pick(scope.assignable(Type.INT)) : "" + random.nextInt(5);
            case LONG -> random.nextInt(3) == 0 ? pick(List.of(scope.me + "g", "sg")) : random.nextInt(100) + "L";
            case DOUBLE -> random.nextInt(40) / 4.0 + "";
            case BOOL -> random.nextInt(3) == 0 ? "true" : "(" + scope.me + "f > " + random.nextInt(3) + ")";
            case STR -> random.nextInt(3) == 0 ? scope.me + "s" : pick(List.of("\"a\"", "\"b\"", "\"cd\"", "\"\""));
            case OBJS -> "new Object[] {1, \"o\", 3L, null}";
            case INTS -> "new int[] {4, 5, 6, 7}";
        };
    }

    private String compound(Type type, Scope scope, int depth) {
        return switch (type) {
            case INT -> number(Type.INT, scope, depth);
            case LONG -> number(Type.LONG, scope, depth);
            case DOUBLE -> real(scope, depth);
            case BOOL -> condition(scope, depth);
            case STR -> text(scope, depth);
            case OBJS -> elements("Object", scope, depth);
            case INTS -> elements("int", scope, depth);
        };
    }

    private String elements(String element, Scope scope, int depth) {
        StringBuilder out = new StringBuilder("new " + element + "[] {");
        for (int i = 0; i < 4; i++) {
            Type type = element.equals("int") ? Type.INT : scalar();
            out.append(i == 0 ? "" : ", ").append(of(type, scope, depth - 1));
        }
        return out.append('}').toString();
    }

    private String number(Type type, Scope scope, int depth) {
        String a = of(type, scope, depth);
        return switch (random.nextInt(9)) {
            case 0 -> assigned(type, scope, depth);
            case 1 -> "(-" + a + ")";
            case 2 -> pick(scope.assignable(type)) + pick(List.of("++", "--"));
            case 3 -> type == Type.INT ? fromOther(scope, depth) : longFromOther(scope, depth);
            case 4 -> "(" + a + " " + pick(List.of("<<", ">>", ">>>")) + " " + of(Type.INT, scope, depth) + ")";
            case 5 -> "(" + a + " " + pick(List.of("/", "%")) + " " + of(type, scope, depth) + ")";
            default -> "(" + a + " " + pick(List.of("+", "-", "*", "&", "|", "^")) + " " + of(type, scope, depth) + ")";
        };
    }

    private String assigned(Type type, Scope scope, int depth) {
        String operator = pick(List.of("=", "+=", "-=", "|="));
        String value = of(type, scope, depth);
        if (type == Type.INT && random.nextBoolean()) {
            return "(" + array(Type.INTS, scope, depth) + "[" + index(scope, depth) + "] " + operator + " " + value
                    + ")";
        }
        return "(" + pick(scope.assignable(type)) + " " + operator + " " + value + ")";
    }

    /** An array: mostly a variable or a suspended one, so that elements are assigned to something that lasts. */
    private String array(Type type, Scope scope, int depth) {
        List<String> variables = scope.readable(type);
        return variables.isEmpty() || random.nextInt(3) == 0
                ? "((" + type.java + ") " + of(type, scope, depth - 1) + ")"
                : pick(variables);
    }

    private String index(Scope scope, int depth) {
        return of(Type.INT, scope, depth - 1) + (random.nextInt(8) == 0 ? "" : " & 3");
    }

    private String fromOther(Scope scope, int depth) {
        return switch (random.nextInt(9)) {
            case 0 -> "(int) (0L + " + of(Type.LONG, scope, depth) + ")";
            case 1 -> "(int) (0.0 + " + of(Type.DOUBLE, scope, depth) + ")";
            case 2 -> of(Type.STR, scope, depth) + ".length()";
            case 3 -> array(Type.INTS, scope, depth) + "[" + index(scope, depth) + "]";
            case 4 -> "((Integer) " + array(Type.OBJS, scope, depth) + "[" + index(scope, depth) + "])";
            case 5 ->
                scope.me + "mix(" + of(Type.INT, scope, depth) + ", " + of(Type.LONG, scope, depth) + ", "
                        + of(Type.DOUBLE, scope, depth) + ", " + of(Type.STR, scope, depth) + ")";
            case 6 -> scope.me + "new In(" + of(Type.INT, scope, depth) + ").x";
            case 7 ->
                "new int[" + of(Type.INT, scope, depth - 1) + " & 3][" + of(Type.INT, scope, depth) + " & 3].length";
            default -> lambda(scope) + ".applyAsInt(" + of(Type.INT, scope, depth) + ")";
        };
    }

    private String lambda(Scope scope) {
        List<String> captured = scope.capturable(Type.INT);
        String other = captured.isEmpty() ? "1" : pick(captured);
        String p = "p" + ids.getAsInt();
        return "((IntUnaryOperator) " + p + " -> " + p + " + " + other + " + " + scope.me + "p)";
    }

    private String longFromOther(Scope scope, int depth) {
        return switch (random.nextInt(3)) {
            case 0 -> "(0L + " + of(Type.INT, scope, depth) + ")";
            case 1 -> "(long) (0.0 + " + of(Type.DOUBLE, scope, depth) + ")";
            default ->
                "new Box(" + of(Type.INT, scope, depth) + ", " + of(Type.LONG, scope, depth) + ", "
                        + of(Type.STR, scope, depth) + ").get()";
        };
    }

    private String real(Scope scope, int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> "(0.0 + " + of(Type.INT, scope, depth) + ")";
            case 1 -> "(-" + of(Type.DOUBLE, scope, depth) + ")";
            case 2 -> "Math.max(" + of(Type.DOUBLE, scope, depth) + ", " + of(Type.DOUBLE, scope, depth) + ")";
            default ->
                "(" + of(Type.DOUBLE, scope, depth) + pick(List.of(" + ", " - ", " * ", " / "))
                        + of(Type.DOUBLE, scope, depth) + ")";
        };
    }

    private String condition(Scope scope, int depth) {
        return switch (random.nextInt(7)) {
            case 0 -> "(!" + of(Type.BOOL, scope, depth) + ")";
            case 1 -> "(" + of(Type.BOOL, scope, depth) + " && " + of(Type.BOOL, scope, depth) + ")";
            case 2 -> "(" + of(Type.BOOL, scope, depth) + " || " + of(Type.BOOL, scope, depth) + ")";
            case 3 -> "(" + of(Type.STR, scope, depth) + ".equals(" + of(Type.STR, scope, depth) + "))";
            case 4 ->
                "(" + array(Type.OBJS, scope, depth) + "[" + index(scope, depth) + "] instanceof Integer q"
                        + ids.getAsInt() + ")";
            case 5 -> "(0L + " + of(Type.LONG, scope, depth) + " < " + of(Type.LONG, scope, depth) + ")";
            default ->
                "(0 + " + of(Type.INT, scope, depth) + pick(List.of(" == ", " != ", " < ", " >= "))
                        + of(Type.INT, scope, depth) + ")";
        };
    }

    private String text(Scope scope, int depth) {
        return switch (random.nextInt(6)) {
            case 0 -> "String.join(\"-\", " + of(Type.STR, scope, depth) + ", " + of(Type.STR, scope, depth) + ")";
            case 1 ->
                "new StringBuilder(" + of(Type.STR, scope, depth) + ").append(" + cast(scalar(), scope, depth)
                        + ").append(" + cast(scalar(), scope, depth) + ").toString()";
            case 2 ->
                "new Box(" + of(Type.INT, scope, depth) + ", new Box(" + of(Type.INT, scope, depth) + ", "
                        + of(Type.LONG, scope, depth) + ", " + of(Type.STR, scope, depth) + ").get(), "
                        + of(Type.STR, scope, depth) + ").text";
            case 3 -> "new String(" + of(Type.STR, scope, depth) + ".concat(" + of(Type.STR, scope, depth) + "))";
            default ->
                "cut(" + of(Type.STR, scope, depth) + " + " + of(scalar(), scope, depth) + " + \"|\" + "
                        + of(scalar(), scope, depth) + ")";
        };
    }
}
