import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The driver that docs/own-driver.md shows. */
class EventLoopTest {
    private final EventLoop loop = new EventLoop();
    private final List<String> log = new ArrayList<>();

    @Test
    void the_page_shows_the_program_and_what_it_prints() throws Exception {
        String page = Files.readString(Path.of("../docs/own-driver.md"));
        String program = Files.readString(Path.of("EventLoop.java"));
        assertThat(page).contains("```java\n" + program + "```\n");
        assertThat(page).contains("```\n" + printedBy(() -> EventLoop.main(new String[0])) + "```\n");
    }

    @Test
    void a_task_sleeps_for_its_time_at_least() throws Exception {
        long begin = System.nanoTime();
        loop.start(coroutine(() -> {
            await(EventLoop.sleep(Duration.ofMillis(20)));
            await(EventLoop.sleep(Duration.ZERO));
            log.add(System.nanoTime() - begin >= 20_000_000 ? "slept" : "woken too early");
        }));
        loop.run();
        assertThat(log).containsExactly("slept");
    }

    @Test
    void a_failed_stage_is_raised_and_a_failed_task_does_not_stop_the_others() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        loop.start(coroutine("first", () -> {
            try {
                await(stage);
            } catch (IOException failure) {
                log.add(failure.getMessage());
            }
            throw new IllegalStateException("no use");
        }));
        loop.start(coroutine("second", () -> {
            stage.completeExceptionally(new IOException("disk"));
            await(EventLoop.sleep(Duration.ZERO));
            log.add("second");
        }));
        String printed = printedBy(loop::run);
        assertThat(log).containsExactlyInAnyOrder("disk", "second");
        assertThat(printed).isEqualTo("first failed: java.lang.IllegalStateException: no use\n");
    }

    @Test
    void what_it_cannot_wait_for_is_refused_where_the_body_suspended() throws Exception {
        loop.start(coroutine(() -> {
            try {
                suspend("a bus");
            } catch (IllegalStateException refused) {
                log.add(refused.getMessage());
            }
            await(EventLoop.sleep(Duration.ZERO));
            log.add("goes on");
        }));
        loop.run();
        assertThat(log).containsExactly("cannot wait for a bus", "goes on");
    }

    private interface Program {
        void run() throws Exception;
    }

    private static String printedBy(Program program) throws Exception {
        PrintStream before = System.out;
        Printed printed = new Printed();
        System.setOut(printed);
        try {
            program.run();
        } finally {
            System.setOut(before);
        }
        return printed.text();
    }
}
