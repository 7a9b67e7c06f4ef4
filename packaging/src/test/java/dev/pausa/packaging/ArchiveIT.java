package dev.pausa.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import app.App;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives of loaded classes, with which an application starts sooner: they hold the library's classes, the weaver's
 * and ASM's too, and what was woven ahead of time.
 */
class ArchiveIT {
    private static final String LOADED = "-Xlog:class+load:file=";

    @TempDir
    Path folder;

    @Test
    void runs_from_a_class_data_archive() throws Exception {
        assertRunsFrom(classDataArchive(Build.classPath()));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25, disabledReason = "older JDKs know no AOT cache")
    void runs_from_an_ahead_of_time_cache() throws Exception {
        assertRunsFrom(aheadOfTimeCache(Build.classPath()));
    }

    @Test
    void classes_that_were_woven_ahead_come_from_a_class_data_archive() throws Exception {
        String classPath = rewritten();
        assertFramesComeFrom(classDataArchive(classPath), classPath);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25, disabledReason = "older JDKs know no AOT cache")
    void classes_that_were_woven_ahead_come_from_an_ahead_of_time_cache() throws Exception {
        String classPath = rewritten();
        assertFramesComeFrom(aheadOfTimeCache(classPath), classPath);
    }

    private String rewritten() throws Exception {
        Path app = Files.copy(Build.app(), folder.resolve("app.jar"));
        Build.rewrite(app);
        return app + File.pathSeparator + Build.pausa();
    }

    /** Returns the option to run with it. */
    private String classDataArchive(String classPath) throws Exception {
        Path archive = folder.resolve("app.jsa");
        Build.run("java", "-XX:ArchiveClassesAtExit=" + archive, "-cp", classPath, "app.App");
        return "-XX:SharedArchiveFile=" + archive;
    }

    /** Returns the option to run with it. */
    private String aheadOfTimeCache(String classPath) throws Exception {
        Path cache = folder.resolve("app.aot");
        Build.run("java", "-XX:AOTCacheOutput=" + cache, "-cp", classPath, "app.App");
        return "-XX:AOTCache=" + cache;
    }

    private void assertRunsFrom(String option) throws Exception {
        assertThat(loaded(option, Build.classPath(), " dev.pausa.weaver."))
                .hasSizeGreaterThan(80)
                .anyMatch(line -> line.contains(" dev.pausa.weaver.asm.ClassReader "))
                .allMatch(line -> line.contains("shared objects file"));
    }

    private void assertFramesComeFrom(String option, String classPath) throws Exception {
        assertThat(loaded(option, classPath, " app."))
                .anyMatch(line -> line.contains("$coroutine1 "))
                .anyMatch(line -> line.contains("$$body1 "))
                .allMatch(line -> line.contains("shared objects file"));
    }

    /** What the log of the application says of the classes whose names have this in them. */
    private List<String> loaded(String option, String classPath, String name) throws Exception {
        Path log = folder.resolve("loaded.txt");
        assertThat(Build.run("java", option, LOADED + log, "-cp", classPath, "app.App"))
                .isEqualTo(App.EXPECTED + "\n");
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(name))
                .toList();
    }
}
