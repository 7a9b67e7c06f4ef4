package dev.pausa.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.maven.Sample.Outcome;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds of a project of one module that weaves. */
class WeaveIT {
    private static final String ORDERS = "src/main/java/shop/Orders.java";
    private static final String WEAVE = "[INFO] --- pausa:";

    @TempDir
    Path scratch;

    /** The line that the goal writes. */
    private static String said(Outcome outcome) {
        int at = outcome.text().indexOf(WEAVE);
        assertThat(at).as(outcome.text()).isNotNegative();
        return outcome.text().substring(at).lines().skip(1).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "rewrite"})
    void what_is_built_is_woven_once_and_again_what_was_changed(String mode) throws Exception {
        Sample shop = new Sample("shop", scratch.resolve("shop"));
        String set = "-Dpausa.mode=" + mode;

        Outcome first = shop.maven(set, "process-classes").succeeded();
        assertThat(said(first)).contains("4 bodies woven: ").endsWith(" in " + shop.classes());
        assertThat(shop.java("shop.Main")).containsExactly("Returned[value=Ada has 2 orders, Bob has 3 orders]", "[1, 2, 3]");
        assertThat(shop.classFiles()).containsKeys("shop/Orders$woven", "shop/Refunds$woven");

        SortedMap<String, String> before = shop.state();
        Outcome second = shop.maven(set, "process-classes").succeeded();
        assertThat(said(second)).isEqualTo("[INFO] 4 bodies, nothing to weave: all is up to date");
        assertThat(shop.state()).isEqualTo(before);

        shop.edit(ORDERS, "i <= end; i++", "i <= end; i += 2");
        shop.delete("src/main/java/shop/Refunds.java");
        Outcome third = shop.maven(set, "process-classes").succeeded();
        assertThat(said(third)).contains("3 bodies woven: ");
        assertThat(shop.java("shop.Main")).endsWith("[1, 3]");
        assertThat(shop.classFiles().keySet()).noneMatch(name -> name.startsWith("shop/Refunds"));
    }

    @Test
    void two_builds_give_the_same_bytes() throws Exception {
        SortedMap<String, String> first = rewritten("one");
        assertThat(first).isEqualTo(rewritten("another")).hasSizeGreaterThan(8);
    }

    private SortedMap<String, String> rewritten(String folder) throws Exception {
        Sample shop = new Sample("shop", scratch.resolve(folder));
        shop.maven("-Dpausa.mode=rewrite", "process-classes").succeeded();
        return new TreeMap<>(shop.contents());
    }
}
