package dev.pausa.conformance.differential;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a program as a Java class whose methods make the coroutines of the program's bodies. */
final class JavaRenderer {
    private final Source out = new Source();

    /** The number of the body being written. */
    private int body;

    /** The variable of the innermost handler around the statement being written. */
    private String caught;

    static final String PACKAGE = "programs";

    private JavaRenderer() {}

    static String className(int number) {
        return "Program" + number;
    }

    /** The name of the method that makes a body's coroutine. */
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
        for (Node node : program.all("body")) {
            out.nested("public static Coroutine<Object> " + methodName(body) + "(World w, int me) {", () -> body(node));
            out.line("}");
            body++;
        }
    }

    private void body(Node node) {
        out.nested("Coroutine.Body<Object> body = () -> {", () -> {
            out.line("Object v0 = null, v1 = null, v2 = null;");
            out.line("long total = 0;");
            statements(node.parts());
            out.line("return null;");
        });
        out.line("};");
        out.line("return coroutine(body);");
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Statements
    // ------------------------------------------------------------------------------------------------------------------

    private void statements(List<Node> nodes) {
        nodes.forEach(this::statement);
    }

    /** A jump stands under {@code if (true)}, so that what follows it counts as reachable. */
    private void statement(Node node) {
        switch (node.head()) {
            case "log" -> out.line("w.log(me, " + expression(node.part(0)) + ");");
            case "set" -> out.line("v" + node.part(0) + " = " + expression(node.part(1)) + ";");
            case "count" -> out.line("total = (total * 3 + 1) % 1000L;");
            case "return" -> out.line("if (true) return " + expression(node.part(0)) + ";");
            case "break", "continue" -> out.line("if (true) " + node.head() + ";");
            case "raise" -> out.line("if (true) throw " + exception(node, "") + ";");
            case "chain" -> out.line("if (true) throw " + exception(node, ", " + caught) + ";");
            case "reraise" -> out.line("if (true) throw " + caught + ";");
            case "drive" -> out.line("w.drive(\"" + node.part(0) + "\");");
            case "if" -> branches(node);
            case "loop" -> loop(node);
            case "try" -> guarded(node);
            default -> throw new IllegalArgumentException(node.toString());
        }
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

    // ------------------------------------------------------------------------------------------------------------------
    // Expressions
    // ------------------------------------------------------------------------------------------------------------------

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
            case "fresh" -> "w.fresh(" + (body + 1 + node.number(0)) + ")";
            case "deep" -> "w.deep(" + node.part(0) + ", " + (body + 1 + node.number(1)) + ")";
            case "nothing" -> "w.nothing()";
            default -> "w." + node.head() + "(" + node.part(0) + ")";
        };
    }
}
