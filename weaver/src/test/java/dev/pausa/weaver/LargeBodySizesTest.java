package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import dev.pausa.WeaveException;
import dev.pausa.frame.Kind;
import dev.pausa.weaver.ahead.Rule;
import dev.pausa.weaver.runtime.RuntimeAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A large body, woven, has at most one and a half times the code that it was compiled to, and 45 bytes for each pause,
 * whatever is live there; somewhat more only where pauses have little in common. And it does what the same statements
 * do that never pause.
 */
@Rule("W20")
class LargeBodySizesTest {
    /** The statements of each body; {@code @} stands for a pause that gives the number behind it. */
    private static final Map<String, String> BODIES = bodies();

    @TempDir
    static Path directory;

    private static Compilation compilation;
    private static ClassNode compiled;
    private static Map<String, Integer> sizes;

    static Stream<String> names() {
        return BODIES.keySet().stream();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The bodies
    // -----------------------------------------------------------------------------------------------------------------

    private static Map<String, String> bodies() {
        Map<String, String> bodies = new LinkedHashMap<>();
        for (int pauses : new int[] {60, 100, 200, 500}) {
            for (int locals : new int[] {0, 12, 40}) {
                bodies.put("live_" + pauses + "_" + locals, live(pauses, locals));
            }
        }
        bodies.put(
                "births",
                repeat(150, i -> "int v" + i + " = @" + i + ";") + "long s = 0;" + repeat(150, i -> "s += v" + i + ";")
                        + "return s;");
        bodies.put(
                "deaths", declared(40) + repeat(160, i -> "s += @1;" + (i % 4 == 0 ? use(i / 4) : "")) + "return s;");
        bodies.put(
                "laterDeathsFirst",
                declared(40) + repeat(160, i -> "s += @1;" + (i % 4 == 0 ? use(39 - i / 4) : "")) + "return s;");
        bodies.put(
                "windows",
                "long s = 0;"
                        + repeat(150, i -> "int v" + i + " = @" + i + ";" + (i < 6 ? "" : "s += v" + (i - 6) + ";"))
                        + "return s;");
        bodies.put(
                "reusedSlots",
                declared(12)
                        + repeat(
                                50,
                                i -> "{ long x = @1; s += x + @2; }"
                                        + "{ String x = \"\" + @3; s += @4; s += x.length(); }"
                                        + "if (s > 0) { Integer x = @5; s += @6; s += x; }"
                                        + "else { double x = @7; s += @8; s += (long) x; }")
                        + used(12));
        bodies.put(
                "switches",
                declared(12) + "for (int k = 0; k < 120; k++) { switch (k) {"
                        + repeat(120, i -> "case " + i + ": s += @" + i + ";" + (i % 3 == 0 ? "" : "break;"))
                        + "default: s++; } }" + used(12));
        bodies.put(
                "returns",
                declared(12) + repeat(120, i -> "if (s == -" + (i + 1) + ") { return s + @" + i + "; }") + used(12));
        bodies.put("operands", declared(4) + repeat(12, i -> "s += sum(" + list(16, k -> "@" + k) + ");") + used(4));
        bodies.put(
                "wideOperands",
                declared(4) + repeat(12, i -> "s = s + 2 * (3L + @1 * (5L + @2 * (7L + @3 * (11L + @4))));") + used(4));
        bodies.put(
                "texts",
                declared(4) + "String t = \"\";" + repeat(20, i -> "t = t + @1 + \"a\" + @2 + t.length() + @3;")
                        + "s += t.hashCode();" + used(4));
        bodies.put(
                "catches",
                declared(12)
                        + repeat(
                                80,
                                i -> "try { s += @" + i + "; if (s % 7 == 0) throw new"
                                        + " IllegalStateException(); s += @2; }"
                                        + " catch (IllegalStateException e) { s++; }")
                        + used(12));
        bodies.put("finallies", "long s = 0;" + nested(5) + "return s;");
        bodies.put("eightFinallies", "long s = 0;" + nested(8) + "return s;");
        bodies.put(
                "locks",
                declared(12)
                        + repeat(80, i -> "synchronized (LOCK) { " + use(i % 12) + " } s += @" + i + ";")
                        + used(12));
        bodies.put(
                "loops",
                declared(12)
                        + repeat(
                                40,
                                i -> "for (int k = 0; k < 3; k++) { s += @1; String t = \"\" + k;"
                                        + " s += @2; s += t.length(); }")
                        + used(12));
        return bodies;
    }

    private static String live(int pauses, int locals) {
        return declared(locals) + "for (int k = 0; k < 2; k++) {"
                + repeat(
                        pauses,
                        i -> "s += @" + i + ";" + (locals > 0 && i % locals % 4 == 0 ? "v" + i % locals + "++;" : ""))
                + "}" + used(locals);
    }

    /** Variables of four types, and a sum. */
    private static String declared(int locals) {
        String[] types = {"Integer v%d = %d;", "String v%d = \"%d\";", "long v%d = %d;", "double v%d = %d;"};
        return repeat(locals, i -> types[i % 4].formatted(i, i)) + "long s = 0;";
    }

    private static String use(int local) {
        return "s += (\"\" + v" + local + ").length();";
    }

    private static String used(int locals) {
        return repeat(locals, i -> i % 4 == 1 ? "s += v" + i + ".length();" : "s += (long) v" + i + ";") + "return s;";
    }

    /** The compiler writes each finally block twice, and so the innermost one more often than anybody wants. */
    private static String nested(int depth) {
        String inner = depth == 1 ? "" : nested(depth - 1);
        return "try { s = 2 * s + @1; } finally { " + inner + " s += @" + depth + "; }";
    }

    private static String repeat(int times, IntFunction<String> line) {
        return IntStream.range(0, times).mapToObj(line).collect(Collectors.joining("\n"));
    }

    private static String list(int times, IntFunction<String> each) {
        return IntStream.range(0, times).mapToObj(each).collect(Collectors.joining(", "));
    }

    @BeforeAll
    static void compile() throws Exception {
        StringBuilder text = new StringBuilder("""
                package large;
                import static dev.pausa.Coroutine.*;
                public class Sizes {
                    static final Object LOCK = new Object();
                    static dev.pausa.Coroutine<Integer> child(int i) {
                        return coroutine(() -> (int) suspend(i));
                    }
                    static int plain(int i) { return i; }
                    static long sum(int... values) { return java.util.Arrays.stream(values).sum(); }
                """);
        BODIES.forEach((name, statements) -> {
            text.append(method("suspend_" + name, "coroutine(() -> {%s})", statements, "((Integer) suspend($1))"));
            text.append(method("await_" + name, "coroutine(() -> {%s})", statements, "await(child($1))"));
            text.append("public static Object plain_" + name + "() {" + withPauses(statements, "plain($1)") + "}\n");
        });
        compilation =
                Compilation.ofText(directory, "large.Sizes", text.append("}").toString());
        byte[] classFile = Files.readAllBytes(compilation.classes().resolve("large/Sizes.class"));
        compiled = ClassFiles.parse(classFile);
        sizes = CodeSize.of(classFile);
    }

    private static String method(String name, String around, String statements, String pause) {
        return "public static Object " + name + "() { return " + around.formatted(withPauses(statements, pause))
                + "; }\n";
    }

    private static String withPauses(String statements, String pause) {
        return statements.replaceAll("@(\\d+)", pause);
    }

    @AfterAll
    static void close() throws Exception {
        compilation.close();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The tests
    // -----------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @MethodSource("names")
    void a_large_body_does_not_grow_with_what_is_live(String name) {
        for (String way : List.of("suspend_", "await_")) {
            MethodNode original = original(way + name);
            int pauses = pauses(original);
            int before = sizes.get(original.name + original.desc);
            byte[] woven = woven(way + name, WovenClass.LARGEST_COMPILED).classFile();
            if (CodeSize.of(woven).keySet().stream().anyMatch(method -> method.startsWith("frame$awaiting"))) {
                assertThat(size(woven, way + name))
                        .as("%s: %d bytes before, %d pauses", way + name, before, pauses)
                        .isLessThanOrEqualTo(before * 3 / 2 + pauses * eachPause(name));
            }
        }
    }

    private static int eachPause(String name) {
        return switch (name) {
            case "births" -> 48; // each pause has a variable of its own
            case "finallies", "eightFinallies" -> 52; // each pause has try blocks of its own, and jumps get longer
            case "windows" -> 60; // lifetimes cross
            default -> 45;
        };
    }

    /** A body that is compiled all the same keeps the form that is the fastest. */
    @ParameterizedTest
    @MethodSource("names")
    void only_a_large_body_has_the_form_of_large_ones(String name) {
        for (String way : List.of("suspend_", "await_")) {
            int inline = inlineSize(way + name);
            byte[] woven = woven(way + name, WovenClass.LARGEST_COMPILED).classFile();
            if (inline <= WovenClass.LARGEST_COMPILED) {
                assertThat(size(woven, way + name)).isEqualTo(inline);
            } else {
                assertThat(size(woven, way + name)).isLessThan(inline);
            }
        }
    }

    private static int inlineSize(String name) {
        try {
            return size(woven(name, Integer.MAX_VALUE).classFile(), name);
        } catch (WeaveException tooLarge) {
            assertThat(tooLarge.reason()).isEqualTo(WeaveException.Reason.TOO_LARGE);
            return Integer.MAX_VALUE;
        }
    }

    /** The size of the body's method. */
    private static int size(byte[] woven, String name) {
        return CodeSize.of(woven).entrySet().stream()
                .filter(method -> method.getKey().startsWith(name + "("))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    /** As the weaver says; longer jumps may make some more of it. */
    @Test
    void the_size_that_is_told_is_the_size() {
        for (String name : List.of("await_live_60_12", "await_live_100_40", "suspend_live_200_0")) {
            WovenClass woven = woven(name, WovenClass.LARGEST_COMPILED);
            assertThat(woven.size()).isEqualTo(size(woven.classFile(), name));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void it_does_what_it_does_without_pauses(String name) throws Throwable {
        Object expected = compilation.call("large.Sizes", "plain_" + name);
        for (String way : List.of("suspend_", "await_")) {
            assertThat(result((Coroutine<?>) compilation.call("large.Sizes", way + name)))
                    .as(way + name)
                    .isEqualTo(expected);
        }
    }

    private static Object result(Coroutine<?> coroutine) {
        Step<?> step = coroutine.step(null);
        while (step instanceof Step.Yielded<?> yielded) {
            step = coroutine.step(yielded.value());
        }
        return ((Step.Returned<?>) step).value();
    }

    /** What is called out of line is inlined where it is called often, and can be called at all. */
    @Test
    void helpers_are_small() {
        for (String name : BODIES.keySet()) {
            CodeSize.of(woven("await_" + name, 0).classFile()).forEach((method, size) -> {
                if (method.startsWith("save$")) {
                    String desc = method.substring(method.indexOf('('));
                    assertThat(Type.getArgumentsAndReturnSizes(desc) >> 2)
                            .as(method)
                            .isLessThanOrEqualTo(255);
                    assertThat(size).as(method).isLessThanOrEqualTo(325);
                }
            });
        }
    }

    private static MethodNode original(String name) {
        return compiled.methods.stream()
                .filter(method -> Names.enclosingMethod(method.name).equals(name) && !method.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int pauses(MethodNode method) {
        int pauses = 0;
        for (AbstractInsnNode i : method.instructions) {
            pauses += Names.pauseOf(i, Kind.COROUTINE) == null ? 0 : 1;
        }
        return pauses;
    }

    private static WovenClass woven(String name, int largest) {
        MethodNode method = original(name);
        MethodNode copy = new MethodNode(method.access, method.name, method.desc, null, null);
        method.accept(copy);
        ClassFiles files = new ClassFiles(RuntimeAccess.filesOf(compilation.loader()));
        BodySource source =
                new BodySource(compiled, copy, Kind.COROUTINE, true, "large/Sizes$" + name, files, new byte[0]);
        Weaving.largest = largest;
        try {
            return Weaving.weave(source, false);
        } finally {
            Weaving.largest = WovenClass.LARGEST_COMPILED;
        }
    }
}
