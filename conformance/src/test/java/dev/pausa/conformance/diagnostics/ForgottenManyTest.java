package dev.pausa.conformance.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What forgetting costs, and which way is taken: in processes of their own. */
@Timeout(300)
class ForgottenManyTest {
    @TempDir
    Path folder;

    private String outputOf(int count, String... options) throws Exception {
        return outputOf(count, 1, options);
    }

    private String outputOf(int count, int threads, String... options) throws Exception {
        return outputOf(ManyForgotten.class, List.of(String.valueOf(count), String.valueOf(threads)), options);
    }

    private String outputOf(Class<?> program, List<String> arguments, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        File output = folder.resolve("output").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output.toPath()).strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"finalizer", "phantom"})
    void three_hundred_thousand_need_no_more_than_48_megabytes(String way) throws Exception {
        assertThat(outputOf(300_000, "-Xmx48m", "-Ddev.pausa.closing=" + way)).isEqualTo("300000 closed");
    }

    /** More threads than there are processors: of those that share a place, one is its owner. */
    @ParameterizedTest
    @ValueSource(strings = {"finalizer", "phantom"})
    void those_of_many_threads_are_closed_too(String way) throws Exception {
        assertThat(outputOf(100_000, 20, "-Xmx48m", "-XX:ActiveProcessorCount=2", "-Ddev.pausa.closing=" + way))
                .isEqualTo("100000 closed");
    }

    /**
     * Each object that notices a collection is replaced by one, which may be noticed by the collection that counts
     * them. Were it replaced by two now and then, there would be thousands after so many.
     */
    @Test
    void a_collection_is_noticed_once() throws Exception {
        assertThat(outputOf(CollectionsNoticed.class, List.of("30"), "-Xmx64m")).isIn("0 wait", "1 wait", "2 wait");
    }

    /** Nothing is chosen: where there is no finalization, phantom references are used. */
    @Test
    void without_finalization_all_are_closed_too() throws Exception {
        String[] options = Runtime.version().feature() < 18 ? new String[0] : new String[] {"--finalization=disabled"};
        assertThat(outputOf(10_000, options)).isEqualTo("10000 closed");
    }

    @Test
    void an_unknown_way_is_refused_where_the_first_object_is_made() throws Exception {
        assertThat(outputOf(1, "-Ddev.pausa.closing=cleaner"))
                .contains("java.lang.IllegalArgumentException: -Ddev.pausa.closing=cleaner:"
                        + " expected finalizer or phantom");
    }
}
