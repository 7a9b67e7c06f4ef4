package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class that is found under the name of a frame class is used only if it was woven from the same. */
class FrameNamesTest {
    private static final String SAME_NAMES = """
            package names;
            import static dev.pausa.Coroutine.*;
            import dev.pausa.Coroutine;
            public class Same {
                static Object load$all() {
                    return coroutine(() -> "method load$all" + suspend(1));
                }
                static class load {
                    static Object all() {
                        return coroutine(() -> "class load, method all" + suspend(1));
                    }
                }
                static Object inClassLoad() {
                    return load.all();
                }
                static Object byReference() {
                    return coroutine(Same::order);
                }
                static String order() throws Exception {
                    return "reference to order" + suspend(1);
                }
                static class order {
                    static Object reference() {
                        return coroutine(() -> "class order, method reference" + suspend(1));
                    }
                }
                static Object inClassOrder() {
                    return order.reference();
                }
            }
            """;

    private static final String BODY = """
            package names;
            import static dev.pausa.Coroutine.*;
            import dev.pausa.Generator;
            public class Body {
                static Object make() {
                    return coroutine(() -> "%s" + suspend(1));
                }
            }
            """;

    private static final String OLD_FRAME = "names.Body$make$coroutine1";

    @TempDir
    Path directory;

    private static Coroutine<?> make(Compilation compilation, String className, String method) throws Throwable {
        return (Coroutine<?>) compilation.call(className, method);
    }

    private static Object drive(Coroutine<?> coroutine) {
        assertThat(coroutine.step(null)).isEqualTo(new Step.Yielded<>(1));
        return ((Step.Returned<?>) coroutine.step("!")).value();
    }

    private static Class<?> frameClass(Coroutine<?> paused) throws ReflectiveOperationException {
        Field frame = paused.getClass().getSuperclass().getSuperclass().getDeclaredField("frame");
        frame.setAccessible(true);
        return frame.get(paused).getClass();
    }

    @Test
    void bodiesWhoseFrameClassesWouldHaveOneNameRunTheirOwnCode() throws Throwable {
        try (Compilation same = Compilation.ofText(directory, "names.Same", SAME_NAMES)) {
            assertThat(drive(make(same, "names.Same", "load$all"))).isEqualTo("method load$all!");
            assertThat(drive(make(same, "names.Same", "inClassLoad"))).isEqualTo("class load, method all!");
            assertThat(drive(make(same, "names.Same", "byReference"))).isEqualTo("reference to order!");
            assertThat(drive(make(same, "names.Same", "inClassOrder"))).isEqualTo("class order, method reference!");
            Coroutine<?> second = make(same, "names.Same", "inClassLoad");
            second.step(null);
            assertThat(frameClass(second).getName()).isEqualTo("names.Same$load$all$coroutine1_2");
        }
    }

    /** Weaves the body of one version and leaves its frame class in the folder of another. */
    private Compilation besideFrameOf(String version, String wanted) throws Throwable {
        Path classes;
        try (Compilation other =
                Compilation.ofText(directory.resolve("wanted"), "names.Body", BODY.formatted(wanted))) {
            classes = other.classes();
        }
        Path dumps = directory.resolve("dumps");
        System.setProperty("dev.pausa.dump", dumps.toString());
        try (Compilation first =
                Compilation.ofText(directory.resolve("first"), "names.Body", BODY.formatted(version))) {
            assertThat(drive(make(first, "names.Body", "make"))).isEqualTo(version + "!");
        } finally {
            System.clearProperty("dev.pausa.dump");
        }
        String file = OLD_FRAME.replace('.', '/') + ".class";
        Files.copy(dumps.resolve(file), classes.resolve(file));
        return new Compilation(classes, Compilation.load(classes));
    }

    @Test
    void staleFrameClassThatLiesOnDiskAndWasLoadedFirstIsNotUsed() throws Throwable {
        try (Compilation body = besideFrameOf("old", "new")) {
            Class<?> stale = body.loader().loadClass(OLD_FRAME);
            assertThat(drive(make(body, "names.Body", "make"))).isEqualTo("new!");
            Coroutine<?> again = make(body, "names.Body", "make");
            again.step(null);
            assertThat(frameClass(again)).isNotSameAs(stale);
            assertThat(frameClass(again).getName()).isEqualTo(OLD_FRAME + "_2");
        }
    }

    @Test
    void frameClassThatWasWovenFromTheSameClassFileIsUsed() throws Throwable {
        try (Compilation body = besideFrameOf("same", "same")) {
            Class<?> present = body.loader().loadClass(OLD_FRAME);
            Coroutine<?> coroutine = make(body, "names.Body", "make");
            coroutine.step(null);
            assertThat(frameClass(coroutine)).isSameAs(present);
        }
    }

    /** A class of the user's that has a frame's name by chance is not even initialised. */
    @Test
    void classOfTheUsersIsLeftAlone() throws Throwable {
        String text = BODY.formatted("mine") + """
                class Body$make$coroutine1 {
                    static {
                        System.setProperty("names.initialised", "true");
                    }
                    static final Body$make$coroutine1 PROTOTYPE = new Body$make$coroutine1();
                }
                """;
        try (Compilation body = Compilation.ofText(directory, "names.Body", text)) {
            body.loader().loadClass(OLD_FRAME);
            assertThat(drive(make(body, "names.Body", "make"))).isEqualTo("mine!");
            assertThat(System.getProperty("names.initialised")).isNull();
        }
    }

    /** Each thing that the outcome of weaving depends on is in the fingerprint. */
    @Test
    void fingerprintTellsBodiesApart() throws IOException {
        Path classes;
        try (Compilation same = Compilation.ofText(directory, "names.Same", SAME_NAMES)) {
            classes = same.classes();
        }
        byte[] file = Files.readAllBytes(classes.resolve("names/Same.class"));
        byte[] changed = file.clone();
        changed[file.length - 1]++;
        List<String> prints = Arrays.asList(
                print(file, "order", false),
                print(file, "order", true),
                print(file, "byReference", false),
                print(changed, "order", false));
        assertThat(prints).doesNotHaveDuplicates().allMatch(print -> print.matches("[0-9a-f]{16}"));
        assertThat(print(file.clone(), "order", false)).isEqualTo(prints.get(0));
    }

    private static String print(byte[] file, String method, boolean forDebugger) {
        return WeaverAccess.fingerprint(file, method, forDebugger);
    }
}
