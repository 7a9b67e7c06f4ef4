package dev.pausa.weaver.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the awaits of a rewritten class allocate once they are compiled. */
class AheadAllocationTest {
    @TempDir
    Path directory;

    /** Of rounds the least: what is linked at a first call, or made before the code is compiled, comes once. */
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
                public static Object run() {
                    long least = Long.MAX_VALUE;
                    for (int round = 0; round < 40; round++) {
                        long before = THREADS.getCurrentThreadAllocatedBytes();
                        parent(10_000).step(null);
                        least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
                    }
                    return least / 10_000;
                }
            }
            """;

    @Rule("W31")
    @Test
    void the_await_of_a_child_that_finishes_at_once_allocates_nothing() throws Throwable {
        Project project = new Project(directory.resolve("project"));
        assertThat(project.compile("A", LOOP).weave(Mode.REWRITE).run("A")).isEqualTo(0L);
    }
}
