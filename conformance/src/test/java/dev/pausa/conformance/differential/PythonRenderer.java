package dev.pausa.conformance.differential;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a program as Python source: a function that makes the program's bodies, and a call that runs it. */
final class PythonRenderer {
    private final Source out = new Source();

    /** The number of the body being written. */
    private int body;

    /** Its head. */
    private String kind;

    /** The variable of the innermost handler around the statement being written. */
    private String caught;

    private PythonRenderer() {}

    static String render(Node program, int number) {
        return new PythonRenderer().program(program, number);
    }

    private String program(Node program, int number) {
        out.nested("def program" + number + "(w):", () -> {
            for (Node node : Grammar.bodies(program)) {
                kind = node.head();
                if (kind.equals("gen")) {
                    out.line("@types.coroutine");
                }
                String def = kind.equals("gen") ? "def" : "async def";
                out.nested(def + " body" + body + "(me):", () -> body(node));
                body++;
            }
            out.line("return [" + names(body) + "]");
        });
        Node script = program.part(program.parts().size() - 1);
        out.line("run(" + number + ", program" + number + ", " + literals(program.all("foreign")) + ", "
                + literals(script.parts()) + ")");
        return out.toString();
    }

    private static String names(int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> "body" + i)
                .collect(Collectors.joining(", "));
    }

    private void body(Node node) {
        out.line("v0 = v1 = v2 = None");
        out.line("total = 0");
        if (!kind.equals("body")) {
            out.line("if False: yield");
        }
        block(node.parts());
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Statements
    // -----------------------------------------------------------------------------------------------------------------

    private void block(List<Node> nodes) {
        out.line("pass");
        nodes.forEach(this::statement);
    }

    private void statement(Node node) {
        switch (node.head()) {
            case "log" -> out.line("w.log(me, " + expression(node.part(0)) + ")");
            case "set" -> out.line("v" + node.part(0) + " = " + expression(node.part(1)));
            case "count" -> out.line("total = (total * 3 + 1) % 1000");
            case "return" -> {
                String value = expression(node.part(0));
                out.line(kind.equals("agen") ? value + "; return" : "return " + value);
            }
            case "break", "continue" -> out.line(node.head());
            case "raise" -> out.line("raise " + exception(node));
            case "chain" -> out.line("raise " + exception(node) + " from " + caught);
            case "reraise" -> out.line("raise " + caught);
            case "drive" -> out.line("w.drive(" + literal(node.part(0)) + ")");
            case "if" -> {
                out.nested(
                        "if " + expression(node.part(0)) + " is not None:",
                        () -> block(node.part(1).parts()));
                out.nested("else:", () -> block(node.part(2).parts()));
            }
            case "loop" ->
                out.nested(
                        "for " + out.fresh("i") + " in range(" + node.part(0) + "):",
                        () -> block(node.part(1).parts()));
            case "for", "asyncfor" -> forEach(node);
            case "yieldall" -> out.line("yield from w.items(" + literals(node.parts()) + ")");
            case "try" -> guarded(node);
            default -> throw new IllegalArgumentException(node.toString());
        }
    }

    private void forEach(Node node) {
        String head = node.is("for") ? "for v%s in w.each(%s):" : "async for v%s in w.async_each(%s):";
        out.nested(
                head.formatted(node.part(0), object(node.part(1))),
                () -> block(node.part(2).parts()));
    }

    private void guarded(Node node) {
        out.nested("try:", () -> block(node.part(0).parts()));
        for (Node clause : node.from(1)) {
            if (clause.is("catch")) {
                handler(clause);
            } else {
                out.nested("finally:", () -> {
                    out.line("w.clean_up(me)");
                    block(clause.part(0).parts());
                });
            }
        }
    }

    private void handler(Node clause) {
        String outer = caught;
        caught = out.fresh("e");
        out.nested("except " + clause.part(0) + " as " + caught + ":", () -> {
            out.line("w.caught(me, " + caught + ")");
            block(clause.part(1).parts());
        });
        caught = outer;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Expressions
    // -----------------------------------------------------------------------------------------------------------------

    private String expression(Node node) {
        return switch (node.head()) {
            case "var" -> "v" + node.part(0);
            case "exc" -> exception(node);
            case "join", "concat" -> "w." + node.head() + "(" + list(node.parts()) + ")";
            case "add", "addlong" ->
                "(w.number(" + expression(node.part(0)) + ") + w.number(" + expression(node.part(1)) + "))";
            case "pick" ->
                "(" + expression(node.part(1)) + " if " + expression(node.part(0)) + " is not None else "
                        + expression(node.part(2)) + ")";
            case "suspend" -> "(await suspend(" + expression(node.part(0)) + "))";
            case "await" -> "(await " + target(node.part(0)) + ")";
            case "yield" -> "(yield " + expression(node.part(0)) + ")";
            case "yieldfrom" -> "(yield from " + inner(node.part(0)) + ")";
            case "call" -> "w.call(" + literal(node.part(0)) + ")";
            case "null" -> "None";
            default -> node.head();
        };
    }

    private String list(List<Node> nodes) {
        return nodes.stream().map(this::expression).collect(Collectors.joining(", "));
    }

    private String exception(Node node) {
        return "w.new(\"" + node.part(0) + "\", " + expression(node.part(1)) + ")";
    }

    private String target(Node node) {
        return switch (node.head()) {
            case "foreign" -> "w.foreign(" + node.part(0) + ")";
            case "view" -> "w.view(" + object(node.part(0)) + ")";
            case "anext", "asend", "athrow", "aclose" ->
                "w.awaitable(w.step(" + literal(node) + ", " + (body + 1) + "))";
            case "nothing" -> "None";
            default -> "w.awaitable(" + made(node) + ")";
        };
    }

    private String inner(Node node) {
        return node.is("nothing") ? "None" : "w.generator(" + made(node) + ")";
    }

    private String made(Node node) {
        return switch (node.head()) {
            case "shared" -> "w.at(" + object(node.part(0)) + ")";
            case "fresh" -> "w.fresh(" + (body + 1 + node.number(0)) + ")";
            default ->
                "w.deep(" + node.part(0) + ", " + (body + 1 + node.number(1)) + ", \"" + JavaRenderer.relay(node, kind)
                        + "\")";
        };
    }

    private static String object(Node node) {
        return node.is("last") ? "w.last(" + node.part(0) + ")" : node.head();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Data
    // -----------------------------------------------------------------------------------------------------------------

    /** A tree as a Python value: a number, None, or a tuple that begins with the head. */
    private static String literal(Node node) {
        if (node.parts().isEmpty() && node.head().matches("\\d+")) {
            return node.head();
        }
        if (node.is("null")) {
            return "None";
        }
        String parts = node.parts().stream().map(part -> literal(part) + ", ").collect(Collectors.joining());
        return "(\"" + node.head() + "\", " + parts + ")";
    }

    private static String literals(List<Node> nodes) {
        return nodes.stream().map(PythonRenderer::literal).collect(Collectors.joining(", ", "[", "]"));
    }
}
