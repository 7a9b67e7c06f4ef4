package dev.pausa.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import app.App;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application that ProGuard has shrunk, optimised and renamed together with Pausa, by the rules in Pausa's jar. Left
 * out are the optimisations of single instructions, which take long and change no class or member.
 */
class ShrinkerIT {
    @TempDir
    Path folder;

    @Test
    void runs_after_proguard() throws Exception {
        Path shrunk = folder.resolve("shrunk.jar");
        Path configuration = Files.writeString(
                folder.resolve("app.pro"), """
                -injars '%s'
                -injars '%s'(!META-INF/**,!module-info.class)
                -outjars '%s'
                -libraryjars '%s'
                -optimizations class/*,field/*,method/*
                -keep class app.App { public static void main(java.lang.String[]); }
                -include '%s'
                """.formatted(Build.app(), Build.pausa(), shrunk, javaBase(), rules()));
        Build.run(
                "java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "proguard.ProGuard",
                "@" + configuration);
        try (ZipFile zip = new ZipFile(shrunk.toFile())) {
            assertThat(zip.getEntry("app/App$Letters.class"))
                    .as("the application's classes are renamed")
                    .isNull();
        }
        assertThat(Build.run("java", "-Xverify:all", "-cp", shrunk.toString(), "app.App"))
                .isEqualTo(App.EXPECTED + "\n");
    }

    private Path rules() throws IOException {
        Path rules = folder.resolve("pausa.pro");
        try (ZipFile jar = new ZipFile(Build.pausa().toFile());
                InputStream in = jar.getInputStream(jar.getEntry("META-INF/proguard/pausa.pro"))) {
            Files.copy(in, rules);
        }
        return rules;
    }

    /** The classes of java.base, in a jar: a JDK need not have them in a file. */
    private Path javaBase() throws IOException {
        Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base", "java");
        Path copy = folder.resolve("java.base/java");
        try (var files = Files.walk(base)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(base.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return Build.jar(folder.resolve("java.base.jar"), Build.manifest(), folder.resolve("java.base"));
    }
}
