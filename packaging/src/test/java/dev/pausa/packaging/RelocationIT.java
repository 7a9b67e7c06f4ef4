package dev.pausa.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import app.App;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * An application that takes a copy of Pausa into its own jar, under a package of its own, with the shade plugin: see
 * this module's pom. The plugin rewrites class names that stand alone in a string, and does not see those inside a
 * descriptor, of which a weaver needs many.
 */
class RelocationIT {
    private static final Path WHOLE = Build.file("app.relocated");
    private static final Path MINIMIZED = Build.file("app.minimized");

    @Test
    void runs_with_all_of_pausa_under_another_name() throws Exception {
        assertThat(Build.run("java", "-Xverify:all", "-cp", WHOLE.toString(), "app.App"))
                .isEqualTo(App.EXPECTED + "\n");
    }

    @Test
    void runs_with_what_minimizeJar_leaves_of_pausa() throws Exception {
        assertThat(Build.run("java", "-Xverify:all", "-cp", MINIMIZED.toString(), "app.App"))
                .isEqualTo(App.EXPECTED + "\n");
        assertThat(Files.size(MINIMIZED)).isLessThan(Files.size(WHOLE));
    }

    @Test
    void the_weaver_does_not_name_the_old_package() throws IOException {
        try (ZipFile zip = new ZipFile(WHOLE.toFile())) {
            List<? extends ZipEntry> classes = zip.stream()
                    .filter(entry -> entry.getName().startsWith("app/inside/pausa/weaver/")
                            && entry.getName().endsWith(".class"))
                    .toList();
            assertThat(classes).hasSizeGreaterThan(100);
            for (ZipEntry entry : classes) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                        .as(entry.getName())
                        .doesNotContain("dev/pausa/");
            }
        }
    }
}
