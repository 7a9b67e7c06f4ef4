package dev.pausa.weaver.fuzz;

import dev.pausa.weaver.fuzz.Block.Statement;
import dev.pausa.weaver.fuzz.Scope.Type;
import dev.pausa.weaver.fuzz.Scope.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;

/** Makes random statements. Every loop ends after a few turns, whatever its body does. */
final class Statements {
    private final Random random;
    private final IntSupplier ids;
    private final Expressions expressions;

    /** How many more statements there may be. */
    private int budget;

    Statements(Random random, IntSupplier ids, int budget) {
        this.random = random;
        this.ids = ids;
        this.budget = budget;
        this.expressions = new Expressions(random, ids);
    }

    private String expr(Type type, Scope scope) {
        return expressions.of(type, scope, 1 + random.nextInt(3));
    }

    Block block(Scope outer, int depth) {
        Scope scope = outer.inner();
        List<Statement> statements = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0 && budget > 0; i--) {
            budget--;
            statements.add(depth <= 0 || random.nextInt(5) < 2 ? simple(scope) : nested(scope, depth - 1));
        }
        return new Block(statements);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Statements without blocks
    // -----------------------------------------------------------------------------------------------------------------

    Statement declaration(Scope scope) {
        Type type = expressions.type();
        String value = expr(type, scope);
        boolean isFinal = random.nextInt(3) == 0;
        String name = type.name().charAt(0) + "" + ids.getAsInt();
        name = name.toLowerCase(java.util.Locale.ROOT);
        scope.add(name, type, isFinal ? Use.CAPTURE : Use.ANY);
        return Statement.of((isFinal ? "final " : "") + type.java + " " + name + " = " + value + ";");
    }

    private Statement simple(Scope scope) {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> declaration(scope);
            case 3, 4 -> assignment(scope);
            case 5, 6 -> leave(scope);
            case 7 -> small(scope);
            case 8 ->
                switch (random.nextInt(4)) {
                    case 0 ->
                        Statement.of("log(" + expr(Type.INT, scope) + " + \"|\" + "
                                + expressions.guardedSwitch(expressions.scalar(), scope, 2) + " + "
                                + expr(Type.STR, scope) + ");");
                    case 1 -> Statement.of("log(" + expressions.guardedConstruction(scope, 2) + ");");
                    default -> nulls(scope);
                };
            default -> Statement.of("log(" + expr(expressions.type(), scope).transform(this::asObject) + ");");
        };
    }

    /** An array given for a parameter of type Object must not be taken for several arguments. */
    private String asObject(String expression) {
        return "(Object) " + expression;
    }

    private Statement assignment(Scope scope) {
        Type type = List.of(Type.INT, Type.LONG, Type.STR).get(random.nextInt(3));
        List<String> targets = scope.assignable(type);
        String target = targets.get(random.nextInt(targets.size()));
        String value = expr(type, scope);
        if (type == Type.STR) {
            String cut = " = cut(" + target + " += " + value + ")";
            return Statement.of(target + (random.nextBoolean() ? " = " + value : cut) + ";");
        }
        return Statement.of(target + List.of(" = ", " += ", " ^= ", " -= ").get(random.nextInt(4)) + value + ";");
    }

    /** A way out of a loop or the body; always behind a condition, so that what follows can be reached. */
    private Statement leave(Scope scope) {
        String condition = "if (" + expr(Type.BOOL, scope) + ") ";
        String loop = scope.loops.isEmpty() ? "" : scope.loops.get(random.nextInt(scope.loops.size()));
        return switch (random.nextInt(6)) {
            case 0 -> Statement.of(condition + "return " + expr(expressions.type(), scope) + ";");
            case 1 -> Statement.of(condition + "throw new Oops(" + expr(Type.STR, scope) + ");");
            default ->
                loop.isEmpty()
                        ? Statement.of("seen(" + expr(expressions.scalar(), scope) + ");")
                        : Statement.of(condition + (random.nextBoolean() ? "break " : "continue ") + loop + ";");
        };
    }

    /** The types that are ints only on the stack. */
    private Statement small(Scope scope) {
        String type = List.of("byte", "short", "char", "float").get(random.nextInt(4));
        String name = "n" + ids.getAsInt();
        String value = "(" + type + ") (0 + " + expr(Type.INT, scope) + ")";
        return Statement.of(type + " " + name + " = " + value + "; " + name + " += " + expr(Type.INT, scope) + "; log("
                + name + " + " + expr(Type.LONG, scope) + "); log(\"\" + " + name + "++ + "
                + expr(Type.STR, scope) + ");");
    }

    /** Variables that hold the constant null have a type of their own (JVMS 4.10.1.2). */
    private Statement nulls(Scope scope) {
        String name = "z" + ids.getAsInt();
        return switch (random.nextInt(3)) {
            case 0 ->
                Statement.of("String[] " + name + " = null; try { log(" + name + "[" + expr(Type.INT, scope)
                        + "].concat(" + expr(Type.STR, scope) + ")); } catch (NullPointerException e" + name
                        + ") { log(e" + name + "); }");
            case 1 ->
                Statement.of("String " + name + " = null; if (" + expr(Type.BOOL, scope) + ") " + name + " = "
                        + expr(Type.STR, scope) + "; log(" + name + " + " + expr(Type.INT, scope) + ");");
            default ->
                Statement.of("Object " + name + " = null; log(" + name + " == null ? " + expr(Type.INT, scope) + " : "
                        + name + ".hashCode()); " + name + " = " + expr(Type.INT, scope) + "; log(" + name + ");");
        };
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Statements with blocks
    // -----------------------------------------------------------------------------------------------------------------

    private Statement nested(Scope scope, int depth) {
        return switch (random.nextInt(12)) {
            case 0, 1 ->
                Statement.of(
                        "if (" + expr(Type.BOOL, scope) + ") ", block(scope, depth), " else ", block(scope, depth));
            case 2, 3 -> loop(scope, depth);
            case 4 -> oldSwitch(scope, depth);
            case 5 -> newSwitch(scope, depth);
            case 6, 7, 8 -> guarded(scope, depth);
            case 9 -> resources(scope, depth);
            case 10 -> pattern(scope, depth);
            default -> child(scope, depth);
        };
    }

    private Statement loop(Scope scope, int depth) {
        String label = "l" + ids.getAsInt();
        String counter = "c" + ids.getAsInt();
        Scope inner = scope.inner();
        inner.loops.add(label);
        return switch (random.nextInt(5)) {
            case 0 -> {
                inner.add(counter, Type.INT, Use.READ);
                yield Statement.of(
                        label + ": for (int " + counter + " = 0; " + counter + " < 3 && " + expr(Type.BOOL, scope)
                                + "; " + counter + "++) ",
                        block(inner, depth));
            }
            case 1 -> {
                inner.add(counter, Type.INT, Use.CAPTURE);
                yield Statement.of(
                        label + ": for (final int " + counter + " : " + expr(Type.INTS, scope) + ") ",
                        block(inner, depth));
            }
            case 2 -> {
                inner.add(counter, Type.STR, Use.CAPTURE);
                yield Statement.of(
                        label + ": for (final String " + counter + " : List.of(" + expr(Type.STR, scope) + ", "
                                + expr(Type.STR, scope) + ")) ",
                        block(inner, depth));
            }
            case 3 ->
                Statement.of(
                        "int " + counter + " = 0; " + label + ": while (" + counter + "++ < 3 && "
                                + expr(Type.BOOL, scope) + ") ",
                        block(inner, depth));
            default ->
                Statement.of(
                        "int " + counter + " = 0; " + label + ": do ",
                        block(inner, depth),
                        " while (" + counter + "++ < 2 && " + expr(Type.BOOL, scope) + ");");
        };
    }

    private Statement oldSwitch(Scope scope, int depth) {
        boolean text = random.nextBoolean();
        String selector = text ? expr(Type.STR, scope) : expr(Type.INT, scope);
        String one = text ? "\"a\"" : "0";
        String two = text ? "\"cd\"" : "1";
        String leave = random.nextBoolean() ? " break;" : "";
        return Statement.of(
                "switch (" + selector + ") { case " + one + ": ",
                block(scope, depth),
                leave + " case " + two + ": ",
                block(scope, depth),
                " default: ",
                block(scope, depth),
                " }");
    }

    private Statement newSwitch(Scope scope, int depth) {
        boolean text = random.nextBoolean();
        String selector = text ? expr(Type.STR, scope) : "(" + expr(Type.INT, scope) + ") & 7";
        return Statement.of(
                "switch (" + selector + ") { case " + (text ? "\"a\", \"b\"" : "0, 4") + " -> ",
                block(scope, depth),
                " case " + (text ? "\"\"" : "1000") + " -> ",
                block(scope, depth),
                " default -> ",
                block(scope, depth),
                " }");
    }

    private Statement guarded(Scope scope, int depth) {
        List<Object> parts = new ArrayList<>(List.of("try ", block(scope, depth)));
        boolean isFinal = random.nextBoolean();
        if (!isFinal || random.nextBoolean()) {
            for (String type : caught()) {
                String name = "e" + ids.getAsInt();
                parts.add(" catch (" + type + " " + name + ") { log(" + name + "); ");
                parts.add(block(scope, depth));
                parts.add(random.nextInt(3) == 0 ? " if (" + expr(Type.BOOL, scope) + ") throw " + name + "; }" : " }");
            }
        }
        if (isFinal) {
            parts.add(" finally ");
            parts.add(block(scope, depth));
        }
        return new Statement(parts);
    }

    private List<String> caught() {
        return switch (random.nextInt(6)) {
            case 0 -> List.of("Oops", "RuntimeException");
            case 1 -> List.of("Exception");
            case 2 -> List.of("ArithmeticException | Oops", "Throwable");
            case 3 -> List.of("GeneratorExit", "Exception");
            case 4 -> List.of("Error");
            default -> List.of("RuntimeException");
        };
    }

    private Statement resources(Scope scope, int depth) {
        String first = "x" + ids.getAsInt();
        String second = "x" + ids.getAsInt();
        String tick = scope.maker() + ".tick(" + ids.getAsInt() + ", new Res(" + expr(Type.INT, scope) + "))";
        return Statement.of(
                "try (Res " + first + " = " + scope.run(tick) + "; Res " + second + " = new Res("
                        + expr(Type.INT, scope) + ")) ",
                block(scope, depth));
    }

    private Statement pattern(Scope scope, int depth) {
        String name = "q" + ids.getAsInt();
        Scope inner = scope.inner();
        inner.add(name, Type.INT, Use.READ);
        return Statement.of(
                "if (((Object[]) " + expr(Type.OBJS, scope) + ")[" + expr(Type.INT, scope) + " & 3] instanceof Integer "
                        + name + " && 0 + " + name + " < " + expr(Type.INT, scope) + ") ",
                block(inner, depth));
    }

    /** A body in the body. */
    private Statement child(Scope scope, int depth) {
        Type type = expressions.type();
        String result = "k" + ids.getAsInt();
        Scope inner = scope.lambda();
        String[] around = ("log((Object) " + scope.run(inner.body("Object") + "{ @ })") + ");").split("@");
        return Statement.of(
                around[0],
                block(inner, depth),
                " " + type.java + " " + result + " = " + expr(type, inner) + "; return (Object) " + result + ";"
                        + around[1]);
    }
}
