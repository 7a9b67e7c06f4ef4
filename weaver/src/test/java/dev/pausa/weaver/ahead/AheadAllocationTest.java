package dev.pausa.weaver.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.weaver.Compilation;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the awaits of a rewritten class allocate once they are compiled: in a process of its own, where no other test
 * has had a say in what the JIT compiler knows of the library.
 */
class AheadAllocationTest {
    @TempDir
    Path directory;

    /** The least that a round allocates for each of its operations: before they are compiled, it is more. */
    private static final String MAIN = """
                static final com.sun.management.ThreadMXBean THREADS =
                        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
                public static void main(String[] args) {
                    long least = Long.MAX_VALUE;
                    long wanted = Long.parseLong(args[0]);
                    for (int round = 0; round < 10_000 && least / 10_000 > wanted; round++) {
                        long before = THREADS.getCurrentThreadAllocatedBytes();
                        round(10_000);
                        least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
                    }
                    System.out.println(least / 10_000);
                }
            }
            """;

    /** Awaits children whose bodies are this. */
    private static String awaiting(String child) {
        return """
            public class A {
                static int threshold = -1;
                static void other() {}
                static Coroutine<Integer> child(int n) {
                    return coroutine(() -> {
                        %s
                    });
                }
                static Coroutine<Integer> parent(int times) {
                    return coroutine(() -> {
                        int sum = 0;
                        for (int i = 0; i < times; i++) {
                            sum += await(child(i));
                        }
                        return sum;
                    });
                }
                static void round(int times) {
                    parent(times).step(null);
                }
            """.formatted(child) + MAIN;
    }

    private static final String AWAITS =
            awaiting("return n > threshold ? n & 63 : (int) suspend(n);"); // a box that is there

    /** Everything that a child calls may throw, and its handler gives the child's object away. */
    private static final String CALLS = awaiting("other(); return n > threshold ? n : (int) suspend(n);");

    private static final String CLOSES = """
            public class A {
                static int closed;
                static Coroutine<Object> closing(int n) {
                    return coroutine(() -> {
                        try {
                            return suspend(n);
                        } finally {
                            closed++;
                        }
                    });
                }
                static void round(int times) {
                    for (int i = 0; i < times; i++) {
                        Coroutine<Object> c = closing(i);
                        c.send(null);
                        c.close();
                    }
                }
            """ + MAIN;

    private long allocates(String source, long wanted) throws Throwable {
        return Long.parseLong(run(source, wanted, "-XX:CompileCommand=dontinline,p.A::other"));
    }

    private String run(String source, long wanted, String option) throws Throwable {
        Project project = new Project(directory.resolve("project"));
        project.compile("A", source).weave(Mode.REWRITE);
        String core = Compilation.home(dev.pausa.Coroutine.class);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = project.classes + File.pathSeparator + core;
        Process process = new ProcessBuilder(
                        java, "-XX:CompileCommand=quiet", option, "-cp", classPath, "p.A", String.valueOf(wanted))
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Rule("W31")
    @Test
    void the_await_of_a_child_that_finishes_at_once_allocates_nothing() throws Throwable {
        assertThat(allocates(AWAITS, 0)).isZero();
    }

    /** On JDK 17 there is the body: the compiler sees once what escapes, and the body is in the object then. */
    @Rule("W31")
    @Test
    void the_await_of_a_child_that_calls_something_allocates_nothing_but_a_body() throws Throwable {
        long wanted = Runtime.version().feature() < 18 ? 16 : 0;
        assertThat(allocates(CALLS, wanted)).isEqualTo(wanted);
    }

    /** Body, handle, frame and the box of the number: the watch for a forgotten object makes nothing, nor the close. */
    @Test
    void what_pauses_in_a_try_and_is_closed_is_four_objects() throws Throwable {
        assertThat(allocates(CLOSES, 16 + 24 + 32 + 16)).isLessThanOrEqualTo(16 + 24 + 32 + 16);
    }

    /** C1 is particular about handlers; what it refuses is interpreted until C2 comes to it. */
    @Test
    void each_body_is_compiled_by_C1_and_by_C2() throws Throwable {
        String log = run(CLOSES, 0, "-XX:+PrintCompilation") + run(AWAITS, 0, "-XX:+PrintCompilation");
        for (String body : List.of("closing", "child", "parent")) {
            for (String level : List.of("[1-3]", "4")) {
                assertThat(log).containsPattern(" " + level + " +p\\.A\\$" + body + "\\$coroutine1::" + body);
            }
        }
        assertThat(log.lines().filter(line -> line.contains("SKIPPED"))).isEmpty();
    }
}
