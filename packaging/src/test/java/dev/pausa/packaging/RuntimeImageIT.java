package dev.pausa.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import app.App;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runtime image by jlink, of the application as a named module that opens its package. */
class RuntimeImageIT {
    @TempDir
    Path folder;

    @Test
    void runs_in_an_image_that_has_java_base_and_no_other_module_of_the_jdk() throws Exception {
        Path image = folder.resolve("image");
        Build.run(
                "jlink",
                "--module-path=" + module() + File.pathSeparator + Build.pausa(),
                "--add-modules=app",
                "--output=" + image);
        Path java = image.resolve("bin").resolve("java");
        assertThat(Build.run(java, "--list-modules"))
                .contains("app", "dev.pausa@", "java.base@")
                .doesNotContain("java.management");
        assertThat(Build.run(java, "--module=app/app.App")).isEqualTo(App.EXPECTED + "\n");
    }

    /** The application's jar, made a module. */
    private Path module() throws Exception {
        Path descriptor = Files.writeString(folder.resolve("module-info.java"), """
                module app {
                    requires dev.pausa;
                    opens app to dev.pausa;
                }
                """);
        Path classes = folder.resolve("classes");
        Build.run(
                "javac",
                "-Werror",
                "--module-path=" + Build.pausa(),
                "--patch-module=app=" + Build.app(),
                "-d",
                classes.toString(),
                descriptor.toString());
        Path module = Files.copy(Build.app(), folder.resolve("app.jar"));
        Build.run("jar", "--update", "--file=" + module, "-C", classes.toString(), "module-info.class");
        return module;
    }
}
