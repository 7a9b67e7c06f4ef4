package dev.pausa.weaver.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What JaCoCo reports of a class that it instrumented and that was woven afterwards is what it reports of the same code
 * that does not pause, line by line: instructions and branches, covered and missed.
 */
class AheadCoverageTest {
    @TempDir
    Path directory;

    private static final String CODE = """
            public class A {
                static Object drive(Coroutine<?> c) {
                    Step<?> step = c.step(null);
                    while (step instanceof Step.Yielded<?>) {
                        step = c.step(1);
                    }
                    return ((Step.Returned<?>) step).value();
                }
                static Coroutine<Object> branches(int n) {
                    return coroutine(() -> {
                        int sum = 0;
                        for (int i = 0; i < n; i++) {
                            sum += i % 2 == 0 ? (int) suspend(i) : await(child(i));
                        }
                        if (sum > 100) {
                            return "never " + suspend(sum);
                        }
                        switch (sum) {
                            case 0: return "none";
                            case 1: return suspend(1);
                            default: break;
                        }
                        return sum > 3 || sum < 0 ? "many" : "few";
                    });
                }
                static Coroutine<Integer> child(int i) {
                    return coroutine(() -> {
                        try {
                            suspend(i);
                            if (i == 1) {
                                throw new IllegalStateException();
                            }
                            return (int) suspend(i) * 3;
                        } catch (IllegalStateException thrown) {
                            return (int) suspend("caught");
                        } finally {
                            suspend("left");
                        }
                    });
                }
                static Coroutine<Object> unused() {
                    return coroutine(() -> {
                        return suspend(1);
                    });
                }
                public static Object run() {
                    return drive(branches(1)) + " " + drive(branches(2)) + " " + drive(branches(5));
                }
            """;

    private static final String WITHOUT_PAUSES = "    static Object suspend(Object value) { return 1; }\n"
            + "    @SuppressWarnings(\"unchecked\") static <T> T await(Coroutine<T> c) { return (T) drive(c); }\n";

    /** How the driver is covered depends on the pauses: the bodies begin behind it. */
    private static final int FIRST = lineOf("static Coroutine<Object> branches");

    private static final int END = lineOf("public static Object run()");

    private static int lineOf(String text) {
        return (int) CODE.substring(0, CODE.indexOf(text)).lines().count();
    }

    /** Compiles, instruments, does something to the classes, runs them, and has the report of each line. */
    private List<String> report(String folder, String code, Mode mode) throws Throwable {
        Project project = new Project(directory.resolve(folder)).compile("A", code);
        byte[] compiled = project.bytes("A");
        Coverage coverage = new Coverage();
        Files.write(project.file("A"), coverage.instrument(compiled, "A"));
        if (mode != null) {
            project.weave(mode);
        }
        assertThat(project.run("A")).isEqualTo("1 few many");
        return coverage.linesOf(compiled, "p/A").subList(Project.HEADER + FIRST, Project.HEADER + END);
    }

    @Rule("W26")
    @ParameterizedTest
    @EnumSource(Mode.class)
    void what_JaCoCo_reports_is_exact(Mode mode) throws Throwable {
        List<String> truth = report("plain", CODE + WITHOUT_PAUSES + "}\n", null);
        assertThat(truth).contains("not covered: 3 instructions of 3, 0 branches of 0");
        assertThat(report("woven", CODE + "}\n", mode)).isEqualTo(truth);
    }
}
