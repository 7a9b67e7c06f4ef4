package dev.pausa.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import app.App;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives of loaded classes, with which an application starts sooner: they hold the library's classes, the weaver's
 * and ASM's too.
 */
class ArchiveIT {
    private static final String LOADED = "-Xlog:class+load:file=";

    @TempDir
    Path folder;

    @Test
    void runs_from_a_class_data_archive() throws Exception {
        Path archive = folder.resolve("app.jsa");
        Build.run("java", "-XX:ArchiveClassesAtExit=" + archive, "-cp", Build.classPath(), "app.App");
        assertRunsFrom("-XX:SharedArchiveFile=" + archive);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25, disabledReason = "older JDKs know no AOT cache")
    void runs_from_an_ahead_of_time_cache() throws Exception {
        Path cache = folder.resolve("app.aot");
        Build.run("java", "-XX:AOTCacheOutput=" + cache, "-cp", Build.classPath(), "app.App");
        assertRunsFrom("-XX:AOTCache=" + cache);
    }

    private void assertRunsFrom(String option) throws Exception {
        Path log = folder.resolve("loaded.txt");
        assertThat(Build.run("java", option, LOADED + log, "-cp", Build.classPath(), "app.App"))
                .isEqualTo(App.EXPECTED + "\n");
        assertThat(Files.readAllLines(log).stream()
                        .filter(line -> line.contains(" dev.pausa.weaver."))
                        .toList())
                .hasSizeGreaterThan(80)
                .anyMatch(line -> line.contains(" dev.pausa.weaver.asm.ClassReader "))
                .allMatch(line -> line.contains("shared objects file"));
    }
}
