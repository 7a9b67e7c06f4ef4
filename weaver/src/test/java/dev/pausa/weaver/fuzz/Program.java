package dev.pausa.weaver.fuzz;

import dev.pausa.weaver.fuzz.Block.Statement;
import dev.pausa.weaver.fuzz.Scope.Type;
import dev.pausa.weaver.fuzz.Scope.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A generated class with one body.
 *
 * @param name the class's simple name
 * @param form where the body stands
 * @param isGenerator whether it is a generator's body; otherwise it is a coroutine's
 * @param code its statements
 */
record Program(String name, Form form, boolean isGenerator, Block code) {
    /** Where a body can stand. */
    enum Form {
        /** A lambda in an instance method. */
        INSTANCE("this."),
        /** A lambda in a static method. */
        STATIC("self."),
        /** The method of an anonymous class. */
        OBJECT(""),
        /** A method that a subclass refers to by {@code super::}, for which the compiler writes a method of its own. */
        SUPER("this."),
        /** A method with a variable number of arguments, for which it does so as well. */
        VARIED("this.");

        final String me;

        Form(String me) {
            this.me = me;
        }
    }

    /** What every body may use. */
    private static final String MEMBERS = """
            private int p = 5;
            int f = 2;
            static int sf = 1;
            long g = 10;
            private static long sg = 20;
            String s = "a";

            private int mix(int a, long b, double c, String d) {
                log(a + "," + b + "," + c + "," + d);
                return a + (int) b + (int) c + d.length();
            }

            private static class Box {
                private final long number;
                private final String text;

                private Box(int a, long b, String text) {
                    log("box");
                    this.number = a * b;
                    this.text = text;
                }

                private long get() {
                    return number;
                }
            }

            record Note(String text, long number) {
                Note {
                    log("note");
                }
            }

            class In {
                int x;

                In(int x) {
                    log("in");
                    this.x = x + f++;
                }
            }
        """;

    /** Makes the body that a seed stands for. */
    static Program of(String name, long seed) {
        Random random = new Random(seed);
        AtomicInteger ids = new AtomicInteger();
        Form form = Form.values()[random.nextInt(Form.values().length)];
        boolean isGenerator = seed % 3 == 0;
        Scope scope = outermost(form, isGenerator);
        scope.add("a0", Type.INT, Use.CAPTURE);
        scope.add("a1", Type.LONG, Use.CAPTURE);
        scope.add("a2", Type.STR, Use.CAPTURE);
        scope.add("a3", Type.OBJS, Use.CAPTURE);
        Statements statements = new Statements(random, ids::incrementAndGet, 14);
        List<Statement> code = new ArrayList<>();
        code.add(statements.declaration(scope));
        code.add(statements.declaration(scope));
        code.addAll(statements.block(scope, 3).statements());
        code.addAll(statements.block(scope, 2).statements());
        return new Program(name, form, isGenerator, new Block(code));
    }

    private static Scope outermost(Form form, boolean isGenerator) {
        return new Scope(form.me, false, isGenerator ? "y" : null);
    }

    Program with(Block smaller) {
        return new Program(name, form, isGenerator, smaller);
    }

    /** The class's text, without the imports. */
    String text() {
        String parameters = "final int a0, final long a1, final String a2, final Object[] a3";
        String arguments = "3, 4L, \"cd\", new Object[] {1, 2L, \"x\", null}";
        String statements = code.render("        ");
        statements = statements.substring(0, statements.length() - 1) + "    return \"end\";\n        }";
        Scope scope = outermost(form, isGenerator);
        String start = scope.body("Object");
        String body = switch (form) {
            case INSTANCE ->
                "    Object body(" + parameters + ") {\n        return " + start + statements + ");\n    }\n";
            case STATIC ->
                "    static Object body(" + name + " self, " + parameters + ") {\n        return " + start + statements
                        + ");\n    }\n";
            case OBJECT ->
                "    Object body(" + parameters + ") {\n        return " + scope.bodyOfObject() + statements
                        + "\n        });\n    }\n";
            case SUPER -> method("", scope.parameter(), statements) + superReference(scope);
            case VARIED -> method(scope.varied(), scope.variedParameter(), statements) + variedReference(scope);
        };
        String call = form == Form.STATIC ? "body(new " + name + "(), " : "new " + name + "().body(";
        if (form == Form.SUPER || form == Form.VARIED) {
            call = "new " + (form == Form.SUPER ? "Sub" : name) + "().body(";
            arguments = "";
        }
        String make = "    public static Object make() {\n        sf = 1;\n        sg = 20;\n        return " + call
                + arguments + ");\n    }\n\n";
        return "public class " + name + " {\n" + MEMBERS.indent(0) + make + body + "}\n";
    }

    /** A method that is a body; it has no captured variables, so these are its own. */
    private static String method(String first, String parameter, String statements) {
        return "    Object code(" + parameter + ") throws Exception {\n        " + first
                + "final int a0 = 3; final long a1 = 4L; final String a2 = \"cd\";"
                + " final Object[] a3 = {1, 2L, \"x\", null};\n        " + statements.substring(1) + "\n\n";
    }

    private String superReference(Scope scope) {
        return "    static class Sub extends " + name + " {\n        Object code(" + scope.parameter()
                + ") { throw new AssertionError(); }\n        Object body() {\n            return "
                + scope.of("super::code")
                + ";\n        }\n    }\n";
    }

    private static String variedReference(Scope scope) {
        return "    Object body() {\n        return " + scope.of("this::code") + ";\n    }\n";
    }
}
