package dev.pausa.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.maven.Sample.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds of a project of one module that weaves. */
class WeaveIT {
    private static final String REWRITE = "-Dpausa.mode=rewrite";
    private static final String RESULT = "Returned[value=Ada has 2 orders, Bob has 3 orders]";
    private static final String WEAVE = "[INFO] --- pausa:";

    @TempDir
    Path scratch;

    /** The line that the goal writes. */
    private static String said(Outcome outcome) {
        int at = outcome.text().indexOf(WEAVE);
        assertThat(at).as(outcome.text()).isNotNegative();
        return outcome.text().substring(at).lines().skip(1).findFirst().orElseThrow();
    }

    @Test
    void what_is_built_is_woven_once_and_again_what_was_changed() throws Exception {
        Sample shop = new Sample("shop", scratch.resolve("shop"));

        Outcome first = shop.maven("process-classes").succeeded();
        assertThat(said(first)).contains("4 bodies woven: ").endsWith(" in " + shop.classes());
        assertThat(shop.java("shop.Main")).containsExactly(RESULT, "[1, 2, 3]");
        assertThat(shop.classFiles()).containsKeys("shop/Orders$woven", "shop/Refunds$woven");

        SortedMap<String, String> before = shop.state();
        Outcome second = shop.maven("process-classes").succeeded();
        assertThat(said(second)).isEqualTo("[INFO] 4 bodies, nothing to weave: all is up to date");
        assertThat(shop.state()).isEqualTo(before);

        change(shop);
        Outcome third = shop.maven("process-classes").succeeded();
        assertThat(said(third)).contains("3 bodies woven: ");
        assertThat(shop.java("shop.Main")).containsExactly(RESULT, "[1, 3]");
        assertThat(shop.classFiles().keySet()).noneMatch(name -> name.startsWith("shop/Refunds"));
    }

    private static void change(Sample shop) throws IOException {
        shop.edit("src/main/java/shop/Orders.java", "i <= end; i++", "i <= end; i += 2");
        shop.delete("src/main/java/shop/Refunds.java");
    }

    /** An incremental build gives what a build from nothing gives. */
    @Test
    void rewritten_classes_are_the_same_byte_for_byte_in_whatever_steps_they_were_built() throws Exception {
        Sample inSteps = new Sample("shop", scratch.resolve("steps"));
        inSteps.maven(REWRITE, "process-classes").succeeded();
        assertThat(inSteps.java("shop.Main")).containsExactly(RESULT, "[1, 2, 3]");
        SortedMap<String, String> before = inSteps.state();
        inSteps.maven(REWRITE, "process-classes").succeeded();
        assertThat(inSteps.state()).isEqualTo(before);
        change(inSteps);
        inSteps.maven(REWRITE, "process-classes").succeeded();
        assertThat(inSteps.java("shop.Main")).containsExactly(RESULT, "[1, 3]");

        Sample atOnce = new Sample("shop", scratch.resolve("once"));
        change(atOnce);
        atOnce.maven(REWRITE, "process-classes").succeeded();
        assertThat(inSteps.contents()).isEqualTo(atOnce.contents()).hasSizeGreaterThan(8);
    }
}
