package dev.pausa.conformance.differential;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a program as a Java class whose methods make the objects of the program's bodies. */
final class JavaRenderer {
    private final Source out = new Source();

    /** The number of the body being written. */
    private int body;

    /** Its head. */
    private String kind;

    /** The variable of the innermost handler around the statement being written. */
    private String caught;

    static final String PACKAGE = "programs";

    private JavaRenderer() {}

    static String className(int number) {
        return "Program" + number;
    }

    /** The name of the method that makes a body's object. */
    static String methodName(int body) {
        return "body" + body;
    }

    static String render(Node program, int number) {
        return new JavaRenderer().program(program, number);
    }

    private String program(Node program, int number) {
        out.line("package " + PACKAGE + ";");
        out.line("import static dev.pausa.Coroutine.*;");
        out.line("import dev.pausa.*;");
        out.line("import dev.pausa.conformance.differential.*;");
        out.line("import dev.pausa.conformance.differential.Raised.*;");
        out.nested("public final class " + className(number) + " {", () -> bodies(program))
                .line("}");
        return out.toString();
    }

    private void bodies(Node program) {
        for (Node node : Grammar.bodies(program)) {
            kind = node.head();
            out.nested("public static " + type() + " " + methodName(body) + "(World w, int me) {", () -> body(node));
            out.line("}");
            body++;
        }
    }

    private String type() {
        return switch (kind) {
            case "gen" -> "Generator<Object, Object, Object>";
            case "agen" -> "AsyncGenerator<Object, Object>";
            default -> "Coroutine<Object>";
        };
    }

    private void body(Node node) {
        String head = switch (kind) {
            case "gen" -> "Generator.ResultBody<Object, Object, Object> body = g -> {";
            case "agen" -> "AsyncGenerator.Body<Object, Object> body = g -> {";
            default -> "Coroutine.ResultBody<Object> body = () -> {";
        };
        out.nested(head, () -> {
            out.line("Object v0 = null, v1 = null, v2 = null;");
            out.line("long total = 0;");
            statements(node.parts());
            out.line(kind.equals("agen") ? "return;" : "return null;");
        });
        out.line("};");
        String factory = switch (kind) {
            case "gen" -> "Generator.generatorReturning";
            case "agen" -> "AsyncGenerator.asyncGenerator";
            default -> "coroutine";
        };
        out.line("return " + factory + "(body);");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Statements
    // -----------------------------------------------------------------------------------------------------------------

    private void statements(List<Node> nodes) {
        nodes.forEach(this::statement);
    }

    /** A jump stands under {@code if (true)}, so that what follows it counts as reachable. */
    private void statement(Node node) {
        switch (node.head()) {
            case "log" -> out.line("w.log(me, " + expression(node.part(0)) + ");");
            case "set" -> out.line("v" + node.part(0) + " = " + expression(node.part(1)) + ";");
            case "count" -> out.line("total = (total * 3 + 1) % 1000L;");
            case "return" -> out.line("if (true) " + returning(expression(node.part(0))));
            case "break", "continue" -> out.line("if (true) " + node.head() + ";");
            case "raise" -> out.line("if (true) throw " + exception(node, "") + ";");
            case "chain" -> out.line("if (true) throw " + exception(node, ", " + caught) + ";");
            case "reraise" -> out.line("if (true) throw " + caught + ";");
            case "drive" -> out.line("w.drive(\"" + node.part(0) + "\");");
            case "if" -> branches(node);
            case "loop" -> loop(node);
            case "for" -> forEach(node);
            case "asyncfor" -> forEachAwaited(node);
            case "yieldall" -> out.line("g.yieldAll(w.items(\"" + node + "\"));");
            case "try" -> guarded(node);
            default -> throw new IllegalArgumentException(node.toString());
        }
    }

    private String returning(String value) {
        return kind.equals("agen") ? "{ w.drop(" + value + "); return; }" : "return " + value + ";";
    }

    private void branches(Node node) {
        out.nested(
                "if (w.isSome(" + expression(node.part(0)) + ")) {",
                () -> statements(node.part(1).parts()));
        out.nested("} else {", () -> statements(node.part(2).parts())).line("}");
    }

    private void loop(Node node) {
        String i = out.fresh("i");
        String header = "for (int " + i + " = 0; " + i + " < " + node.part(0) + "; " + i + "++) {";
        out.nested(header, () -> statements(node.part(1).parts())).line("}");
    }

    private void forEach(Node node) {
        String x = out.fresh("x");
        out.nested("for (Object " + x + " : w.each(" + object(node.part(1)) + ")) {", () -> {
            out.line("v" + node.part(0) + " = " + x + ";");
            statements(node.part(2).parts());
        });
        out.line("}");
    }

    private void forEachAwaited(Node node) {
        String a = out.fresh("a");
        out.line("AsyncGenerator<Object, Object> " + a + " = w.asyncEach(" + object(node.part(1)) + ");");
        out.nested("while (await(" + a + ".advance())) {", () -> {
            out.line("v" + node.part(0) + " = " + a + ".current();");
            statements(node.part(2).parts());
        });
        out.line("}");
    }

    private void guarded(Node node) {
        out.nested("try {", () -> {
            out.line("w.mayThrow();");
            statements(node.part(0).parts());
        });
        for (Node clause : node.from(1)) {
            if (clause.is("catch")) {
                handler(clause);
            } else {
                out.nested("} finally {", () -> {
                    out.line("w.cleanUp(me);");
                    statements(clause.part(0).parts());
                });
            }
        }
        out.line("}");
    }

    private void handler(Node clause) {
        String outer = caught;
        caught = out.fresh("e");
        out.nested("} catch (" + javaType(clause.part(0).head()) + " " + caught + ") {", () -> {
            out.line("w.caught(me, " + caught + ");");
            statements(clause.part(1).parts());
        });
        caught = outer;
    }

    private static String javaType(String type) {
        return switch (type) {
            case "BaseException" -> "Throwable";
            case "StateError" -> "CoroutineStateException";
            case "TypeError" -> "IllegalArgumentException";
            case "AttributeError" -> "UnsupportedOperationException";
            default -> type;
        };
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Expressions
    // -----------------------------------------------------------------------------------------------------------------

    private String expression(Node node) {
        return switch (node.head()) {
            case "var" -> "v" + node.part(0);
            case "total" -> "Integer.valueOf((int) total)";
            case "exc" -> exception(node, "");
            case "join" -> "w.join(new Object[] {" + list(node.parts()) + "})";
            case "concat" ->
                "\"[\" + w.show(" + expression(node.part(0)) + ") + \",\" + w.show(" + expression(node.part(1))
                        + ") + \"]\"";
            case "add" ->
                "Integer.valueOf(w.number(" + expression(node.part(0)) + ") + w.number(" + expression(node.part(1))
                        + "))";
            case "addlong" ->
                "Integer.valueOf((int) ((long) w.number(" + expression(node.part(0)) + ") + (long) w.number("
                        + expression(node.part(1)) + ")))";
            case "pick" ->
                "(w.isSome(" + expression(node.part(0)) + ") ? (Object) " + expression(node.part(1)) + " : (Object) "
                        + expression(node.part(2)) + ")";
            case "suspend" -> "suspend(" + expression(node.part(0)) + ")";
            case "await" -> "await(" + target(node.part(0)) + ")";
            case "yield" -> "g.yield(" + expression(node.part(0)) + ")";
            case "yieldfrom" -> "g.yieldFrom(" + inner(node.part(0)) + ")";
            case "call" -> "w.call(\"" + node.part(0) + "\")";
            case "null" -> "(Object) null";
            default -> "(Object) " + node.number();
        };
    }

    private String list(List<Node> nodes) {
        return nodes.stream().map(this::expression).collect(Collectors.joining(", "));
    }

    /** A {@code new} whose arguments may pause while the object is under construction. */
    private String exception(Node node, String cause) {
        String kind = node.part(0).head();
        String argument = expression(node.part(1));
        boolean isStop = kind.equals("StopIteration") || kind.equals("SubStop");
        return "w.made(new " + kind + "(" + (isStop ? argument : "w.show(" + argument + ")") + cause + "))";
    }

    private String target(Node node) {
        return switch (node.head()) {
            case "foreign" -> "w.foreign(" + node.part(0) + ")";
            case "view" -> "w.view(" + object(node.part(0)) + ")";
            case "anext", "asend", "athrow", "aclose" -> "w.step(\"" + node + "\", " + (body + 1) + ")";
            case "nothing" -> "w.nothing()";
            default -> "w.awaitable(" + made(node) + ")";
        };
    }

    private String inner(Node node) {
        return node.is("nothing") ? "null" : "w.generator(" + made(node) + ")";
    }

    private String made(Node node) {
        return switch (node.head()) {
            case "shared" -> "w.at(" + object(node.part(0)) + ")";
            case "fresh" -> "w.fresh(" + (body + 1 + node.number(0)) + ")";
            default ->
                "w.deep(" + node.part(0) + ", " + (body + 1 + node.number(1)) + ", \"" + relay(node, kind) + "\")";
        };
    }

    /** The kind of the bodies that a deep chain in a body of some kind is made of. */
    static String relay(Node deep, String kind) {
        return deep.is("deepsteps") ? "agen" : kind.equals("gen") ? "gen" : "body";
    }

    private static String object(Node node) {
        return node.is("last") ? "w.last(" + node.part(0) + ")" : node.head();
    }
}
