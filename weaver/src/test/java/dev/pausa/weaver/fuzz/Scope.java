package dev.pausa.weaver.fuzz;

import java.util.ArrayList;
import java.util.List;

/** What the generator may name at a place. */
final class Scope {
    /** The types of generated expressions. */
    enum Type {
        INT("int"),
        LONG("long"),
        DOUBLE("double"),
        BOOL("boolean"),
        STR("String"),
        OBJS("Object[]"),
        INTS("int[]");

        final String java;

        Type(String java) {
            this.java = java;
        }

        /** What an Object is cast to. */
        String boxed() {
            return switch (this) {
                case INT -> "Integer";
                case LONG -> "Long";
                case DOUBLE -> "Double";
                case BOOL -> "Boolean";
                default -> java;
            };
        }
    }

    /** What may be done with a variable. */
    enum Use {
        /** Read and written. */
        ANY,
        /** Read: a loop's counter. */
        READ,
        /** Read, and captured by a lambda. */
        CAPTURE
    }

    private record Variable(String name, Type type, Use use) {}

    private final List<Variable> variables = new ArrayList<>();

    /** The labels of the loops around, innermost last. */
    final List<String> loops = new ArrayList<>();

    /** How fields are reached: {@code this.}, {@code self.} or nothing. */
    final String me;

    /** Whether this is a nested body, in which only ticks may pause. */
    final boolean nested;

    /** The yielder of the generator that this is the body of; null in a coroutine. */
    private final String yielder;

    Scope(String me, boolean nested, String yielder) {
        this.me = me;
        this.nested = nested;
        this.yielder = yielder;
    }

    /** Runs something that may pause. */
    String run(String operand) {
        return (yielder == null ? "await(" : yielder + ".yieldFrom(") + operand + ")";
    }

    /** The class whose methods make something that may pause. */
    String maker() {
        return yielder == null ? "Play" : "Given";
    }

    /** Pauses, and gives a value to the driver. */
    String pause(String value) {
        return (yielder == null ? "suspend(" : yielder + ".yield(") + value + ")";
    }

    /** The beginning of a body in a lambda: all that comes before its statements. */
    String body(String result) {
        return yielder == null
                ? "coroutine((Coroutine.ResultBody<" + result + ">) () -> "
                : "generatorReturning((Generator.ResultBody<Object, Object, " + result + ">) " + yielder + " -> ";
    }

    /** The beginning of a body in an anonymous class. */
    String bodyOfObject() {
        return yielder == null
                ? "coroutine(new Coroutine.ResultBody<Object>() { public Object run() throws Exception "
                : "generatorReturning(new Generator.ResultBody<Object, Object, Object>() {"
                        + " public Object run(Generator.Yielder<Object, Object> " + yielder + ") throws Exception ";
    }

    Scope inner() {
        Scope inner = new Scope(me, nested, yielder);
        inner.variables.addAll(variables);
        inner.loops.addAll(loops);
        return inner;
    }

    /** The scope of a lambda inside. */
    Scope lambda() {
        Scope inner = new Scope(me, true, yielder == null ? null : yielder + "y");
        variables.stream().filter(variable -> variable.use == Use.CAPTURE).forEach(inner.variables::add);
        return inner;
    }

    void add(String name, Type type, Use use) {
        variables.add(new Variable(name, type, use));
    }

    List<String> readable(Type type) {
        return variables.stream()
                .filter(variable -> variable.type == type)
                .map(Variable::name)
                .toList();
    }

    List<String> capturable(Type type) {
        return variables.stream()
                .filter(variable -> variable.type == type && variable.use == Use.CAPTURE)
                .map(Variable::name)
                .toList();
    }

    /** Variables and fields of this type that may be assigned. */
    List<String> assignable(Type type) {
        List<String> names = new ArrayList<>();
        variables.stream()
                .filter(variable -> variable.type == type && variable.use == Use.ANY)
                .forEach(variable -> names.add(variable.name));
        switch (type) {
            case INT -> names.addAll(List.of(me + "f", me + "p", "sf"));
            case LONG -> names.addAll(List.of(me + "g", "sg"));
            case STR -> names.add(me + "s");
            default -> {}
        }
        return names;
    }
}
