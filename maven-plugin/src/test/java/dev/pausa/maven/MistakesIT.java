package dev.pausa.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.maven.Sample.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong fails the build, in words that say where and what to do. */
class MistakesIT {
    private static final String LINT = "pausa:lint";

    @TempDir
    static Path scratch;

    private static Sample mistakes;
    private static Outcome weaving;

    @BeforeAll
    static void compile() throws Exception {
        mistakes = new Sample("mistakes", scratch);
        weaving = mistakes.maven("process-classes");
    }

    @Test
    void a_body_that_cannot_be_woven_fails_the_build() throws Exception {
        weaving.failed();
        assertThat(weaving.lines("[ERROR] cannot weave the body at mistakes.Held.held(Held.java:12): "))
                .as(weaving.text())
                .singleElement()
                .asString()
                .startsWith("it pauses inside a synchronized block")
                .contains("leave the block before the pause");
        assertThat(weaving.text()).contains(": 1 body cannot be woven in " + mistakes.classes());
        assertThat(mistakes.classFiles().keySet()).as("nothing was written").noneMatch(name -> name.contains("$"));
    }

    @Test
    void a_body_that_needs_the_weaver_all_the_same_is_told_of() throws Exception {
        Sample varied = new Sample("mistakes", scratch.resolve("varied"));
        varied.delete("src/main/java/mistakes/Held.java");
        Files.writeString(varied.root.resolve("src/main/java/mistakes/Varied.java"), """
                package mistakes;
                import static dev.pausa.Coroutine.*;
                class Varied {
                    static Object all(Object... parts) throws Exception { return suspend(parts); }
                    static class User {
                        Object make() { return coroutine((dev.pausa.Coroutine.ResultBody<Object>) Varied::all); }
                    }
                }
                """);
        Outcome told = varied.maven("-Dpausa.mode=rewrite", "process-classes").succeeded();
        assertThat(told.lines("[WARNING] the body made at mistakes.Varied$User.make(Varied.java:6) "))
                .as(told.text())
                .singleElement()
                .asString()
                .startsWith("stays a lambda, which needs the weaver when the program runs");
    }

    @Test
    void lint_finds_mistakes_in_class_files() throws Exception {
        Outcome found = mistakes.maven(LINT).failed();
        assertThat(found.lines("[ERROR] mistakes/Held.java:12: error: [pausa:pause-in-synchronized] "))
                .as(found.text())
                .hasSize(1);
        assertThat(found.lines("[WARNING] mistakes/Slow.java:11: warning: [pausa:blocking-call] "))
                .hasSize(1);
        assertThat(found.text()).contains(": 1 mistake with coroutines, ");
    }

    @Test
    void checks_can_be_switched_off_and_warnings_taken_for_errors() throws Exception {
        String held = "-Dpausa.lint.offIn=mistakes.Held=all";
        mistakes.maven(LINT, held).succeeded();
        assertThat(mistakes.maven(LINT, held, "-Dpausa.lint.strict").failed().lines("[ERROR] mistakes/"))
                .hasSize(1);
    }

    @Test
    void a_parameter_that_makes_no_sense_is_told() throws Exception {
        Outcome outcome =
                mistakes.maven("pausa:weave", "-Dpausa.mode=rewritten").failed();
        assertThat(outcome.text())
                .contains("the parameter mode (pausa.mode) is 'rewritten', which is none; write add or rewrite");
    }

    @Test
    void what_is_skipped_is_not_woven_and_the_check_says_so() throws Exception {
        Sample shop = new Sample("shop", scratch.resolve("shop"));
        Outcome outcome = shop.maven("-Dpausa.skip", "process-classes").succeeded();
        assertThat(outcome.text()).contains("Skipped, since pausa.skip is set");
        SortedMap<String, String> compiled = shop.state();
        Outcome check = shop.maven("pausa:check").failed();
        assertThat(check.lines("[ERROR] shop.Orders$woven is not what weaving makes of it"))
                .hasSize(1);
        assertThat(shop.state()).isEqualTo(compiled);
    }
}
