package dev.pausa.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.maven.Sample.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;

/** One build of two modules at once, with all goals; its tests run where weaving at run time is forbidden. */
class ModulesIT {
    @TempDir
    static Path scratch;

    private static Sample market;
    private static Outcome outcome;

    @BeforeAll
    static void build() throws Exception {
        market = new Sample("market", scratch);
        outcome = market.maven("-T", "2", "verify");
    }

    @Test
    void classes_and_tests_are_woven_and_the_tests_run_so() {
        outcome.succeeded();
        assertThat(outcome.text()).contains("Tests run: 1, Failures: 0");
        assertThat(outcome.lines("[INFO] 2 bodies woven: ").size()
                        + outcome.lines("[INFO] 1 body woven: ").size())
                .as(outcome.text())
                .isEqualTo(3); // the classes of both modules, and the test
    }

    @Test
    void the_check_finds_that_all_is_woven() {
        assertThat(outcome.lines("[INFO] "))
                .filteredOn(line -> line.endsWith(", all woven"))
                .hasSize(2);
    }

    @Test
    void lint_has_nothing_to_say_of_rewritten_classes() {
        assertThat(outcome.text()).contains(":lint ").doesNotContain("[pausa:");
    }

    @Test
    void Maven_is_told_that_the_goals_may_run_at_once() {
        assertThat(outcome.text()).doesNotContain("not marked as thread-safe");
    }

    @Test
    void there_is_nothing_to_weave_where_there_are_no_classes() {
        assertThat(outcome.lines("[INFO] Nothing to weave: there is no folder "))
                .as(outcome.text())
                .contains(market.root.resolve("target/classes").toString());
    }

    @Test
    void the_jar_has_what_was_woven() throws IOException {
        Path jar = market.root.resolve("till/target/till-1.jar");
        assertThat(List.of("till/Till$woven.class", "till/Till$$body1.class")).allSatisfy(entry -> {
            try (var files = java.nio.file.FileSystems.newFileSystem(jar)) {
                assertThat(Files.exists(files.getPath(entry))).as(entry).isTrue();
            }
        });
    }

    @Test
    void the_check_finds_a_class_that_was_changed_after_it_was_rewritten() throws Exception {
        Path prices = market.root.resolve("goods/target/classes/goods/Prices.class");
        byte[] rewritten = Files.readAllBytes(prices);
        try {
            Files.write(prices, withSourceFile(rewritten, "Changed.java"));
            Outcome check = market.maven("-pl", "goods", "pausa:check").failed();
            assertThat(check.lines("[ERROR] " + Path.of("goods", "Prices.class")))
                    .as(check.text())
                    .containsExactly(" was changed or deleted after it was rewritten");
            assertThat(check.text())
                    .contains("let the goal weave run, with the same parameters, after everything else");
        } finally {
            Files.write(prices, rewritten);
        }
    }

    /** As another tool may write a class file. */
    private static byte[] withSourceFile(byte[] classFile, String source) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        node.sourceFile = source;
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        return writer.toByteArray();
    }

    @Test
    void rewritten_classes_are_not_taken_for_what_is_asked_for_now() throws Exception {
        Outcome added =
                market.maven("-pl", "goods", "pausa:weave", "-Dpausa.mode=add").failed();
        assertThat(added.text())
                .contains(" are rewritten, and are to be added to now; rewriting cannot be undone: run `mvn clean`");
    }
}
