package dev.pausa.weaver.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.weaver.Compilation;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the awaits of a rewritten class allocate once they are compiled: in a process of its own, where no other test
 * has had a say in what the JIT compiler knows of the library.
 */
class AheadAllocationTest {
    @TempDir
    Path directory;

    /** Rounds until one allocates nothing: before the JIT compiler is through with the code, each does. */
    private static final String LOOP = """
            public class A {
                static final com.sun.management.ThreadMXBean THREADS =
                        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
                static int threshold = -1;
                static Coroutine<Integer> child(int n) {
                    return coroutine(() -> n > threshold ? n & 63 : (int) suspend(n)); // a box that is there
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
                public static void main(String[] args) {
                    long least = Long.MAX_VALUE;
                    for (int round = 0; round < 10_000 && least >= 10_000; round++) {
                        long before = THREADS.getCurrentThreadAllocatedBytes();
                        parent(10_000).step(null);
                        least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
                    }
                    System.out.println(least / 10_000 + " bytes");
                }
            }
            """;

    @Rule("W31")
    @Test
    void the_await_of_a_child_that_finishes_at_once_allocates_nothing() throws Throwable {
        Project project = new Project(directory.resolve("project"));
        project.compile("A", LOOP).weave(Mode.REWRITE);
        String core = Compilation.home(dev.pausa.Coroutine.class);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-cp", project.classes + File.pathSeparator + core, "p.A")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("0 bytes");
    }
}
