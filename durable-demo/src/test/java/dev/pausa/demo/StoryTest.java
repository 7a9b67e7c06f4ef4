package dev.pausa.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story of {@code docs/durable-demo.md}, with real processes that are really killed. */
class StoryTest {
    private final List<String> said = new CopyOnWriteArrayList<>();

    private void say(String line) {
        System.out.println(line);
        said.add(line);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void an_agent_that_waits_for_a_person_goes_on_in_a_new_version_after_it_was_killed(@TempDir Path folder)
            throws Exception {
        Settings settings = Settings.of(
                List.of("--approve", "--port", Integer.toString(freePort()), "--folder", folder.toString()));
        try (Story story = new Story(settings, new Person(settings, this::say), this::say)) {
            assertThat(story.play()).isEqualTo("Ordered 3 desk-160, order 1.");
            assertThat(story.shop().orders()).as("orders of the shop").isEqualTo(1);
            assertThat(story.shop().bookings())
                    .as("bookings, which version 1 does not make")
                    .isEqualTo(1);
            assertThat(story.shop().calls())
                    .filteredOn(call -> call.startsWith("order of 3 desk-160"))
                    .hasSize(2)
                    .last()
                    .asString()
                    .endsWith("which is known: nothing done");
        }
        assertThat(said).filteredOn(line -> line.startsWith("kill -9")).hasSize(2);
        assertThat(said)
                .as("what the model was asked before the first kill is not asked again")
                .filteredOn(line -> line.contains("the model wants: tool search"))
                .hasSize(1);
    }
}
