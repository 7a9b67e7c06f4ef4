package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pausa.Coroutine;
import dev.pausa.durable.Rule;
import dev.pausa.durable.Saver;
import dev.pausa.weaver.ahead.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is saved does not depend on how the classes of bodies were woven: at run time, by adding or by rewriting. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RewrittenHostTest {
    private static final String ORDERS = """
            package woven;

            import static dev.pausa.Coroutine.*;

            import dev.pausa.Coroutine;
            import dev.pausa.Generator;
            import java.io.Serializable;

            public class Orders implements Serializable {
                interface Call extends Serializable {
                    Object run() throws Exception;
                }

                static Coroutine<Object> step(String name, Call call) {
                    return coroutine(() -> {
                        suspend(name);
                        return call.run();
                    });
                }

                static String bill(String id) {
                    return "billed " + id;
                }

                public static Object steps() {
                    return steps("7", 8L);
                }

                static Coroutine<String> steps(String id, long wide) {
                    return coroutine(() -> {
                        Object first = await(step("charge", () -> "paid " + id + wide));
                        return first + " " + await(step("bill", Orders::one)) + await(step("trim", id::trim));
                    });
                }

                static Object one() {
                    return bill("1");
                }

                public static Object bodies() {
                    return bodies("7");
                }

                static Coroutine<String> bodies(String id) {
                    return coroutine(() -> {
                        Coroutine.ResultBody<Object> plain = () -> "plain";
                        Coroutine.ResultBody<Object> body = () -> "body " + id + suspend("in the body");
                        Coroutine<Object> fresh = coroutine(() -> "fresh " + suspend("fresh"));
                        Generator<String, Object, Void> letters = Generator.generator(g -> {
                            g.yield("a" + id);
                            g.yield("b");
                        });
                        String all = letters.next() + suspend("first");
                        return all + letters.next() + await(coroutine(body)) + await(fresh) + await(coroutine(plain));
                    });
                }

                private String name = "orders";

                Object named() throws Exception {
                    return name + suspend("named");
                }

                public static Object references() {
                    return references(new Orders());
                }

                static Coroutine<String> references(Orders orders) {
                    return coroutine(() -> {
                        Coroutine.ResultBody<Object> later = orders::named;
                        String all = join(() -> "operand", suspend("among operands"));
                        return all + await(coroutine(orders::named)) + await(coroutine(later));
                    });
                }

                static String join(Coroutine.ResultBody<Object> body, Object answer) throws Exception {
                    return body.run() + " " + answer;
                }
            }
            """;

    @TempDir
    static Path directory;

    private final Map<String, Compilation> ways = new LinkedHashMap<>();

    @BeforeAll
    void weave() {
        Compilation compiled = Compilation.ofText(directory, "woven.Orders", ORDERS);
        ways.put("as compiled", compiled);
        ways.put("added", WovenAhead.of(compiled, directory.resolve("added"), Mode.ADD));
        ways.put("rewritten", WovenAhead.of(compiled, directory.resolve("rewritten"), Mode.REWRITE));
        Path debug = directory.resolve("debug");
        WovenAhead.copy(compiled.classes(), debug);
        WovenAhead.weave(debug, Mode.REWRITE, true);
        ways.put("rewritten for a debugger", new Compilation(debug, Compilation.load(debug)));
    }

    private static Saver saver(Compilation way) throws ClassNotFoundException {
        return Saver.of(List.of(Class.forName("woven.Orders", false, way.loader())));
    }

    private static Coroutine<?> begun(Compilation way, String method) throws Throwable {
        return (Coroutine<?>) way.call("woven.Orders", method);
    }

    @TestFactory
    @Rule({"S1", "V1", "V3"})
    Stream<DynamicTest> what_is_saved_one_way_goes_on_another_way() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String from : ways.keySet()) {
            for (String to : ways.keySet()) {
                for (String method : List.of("steps", "bodies", "references")) {
                    tests.add(dynamicTest(
                            method + " from " + from + " to " + to,
                            () -> goesOn(ways.get(from), ways.get(to), method)));
                }
            }
        }
        return tests.stream();
    }

    private static void goesOn(Compilation from, Compilation to, String method) throws Throwable {
        List<Object> wanted = played(begun(from, method));
        for (int pause = 1; pause < wanted.size(); pause++) {
            Coroutine<?> saved = begun(from, method);
            saved.send(null);
            for (int at = 1; at < pause; at++) {
                saved.send(at);
            }
            List<Object> found = rest((Coroutine<?>) saver(to).load(saver(from).take(saved)), pause);
            assertThat(found).isEqualTo(wanted.subList(pause, wanted.size()));
        }
    }

    private static List<Object> played(Coroutine<?> coroutine) {
        List<Object> seen = new ArrayList<>();
        seen.add(coroutine.send(null));
        seen.addAll(rest(coroutine, 1));
        return seen;
    }

    /** What it asks from a pause on, and what it returns. */
    private static List<Object> rest(Coroutine<?> coroutine, int pause) {
        List<Object> seen = new ArrayList<>();
        var step = coroutine.step(pause);
        for (int at = pause + 1; step instanceof dev.pausa.Step.Yielded<?> yielded; at++) {
            seen.add(yielded.value());
            step = coroutine.step(at);
        }
        seen.add(((dev.pausa.Step.Returned<?>) step).value());
        return seen;
    }

    @Test
    @Rule("V6")
    void durable_check_sees_the_same_in_a_rewritten_jar() {
        SortedMap<String, List<BodyTable>> compiled = FileTables.of(files(ways.get("as compiled")));
        assertThat(compiled.get("woven.Orders")).hasSize(8);
        ways.forEach((way, compilation) ->
                assertThat(FileTables.of(files(compilation))).as(way).isEqualTo(compiled));
    }

    /** The class files of a compilation, by the internal names of the classes. */
    static SortedMap<String, byte[]> files(Compilation compilation) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (String name : compilation.classNames()) {
            String internal = name.replace('.', '/');
            try {
                files.put(internal, Files.readAllBytes(compilation.classes().resolve(internal + ".class")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }
}
