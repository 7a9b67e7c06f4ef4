package dev.pausa.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import app.App;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application rewritten ahead of time, in closed worlds: with a jar that has neither the weaver nor ASM, and in
 * which nothing can define a class or ask a lambda what its code is.
 */
class WovenAheadIT {
    @TempDir
    Path folder;

    private Path thin;
    private Path app;

    @BeforeEach
    void makeJars() throws Exception {
        thin = Files.copy(Build.pausa(), folder.resolve("pausa.jar"));
        try (FileSystem jar = FileSystems.newFileSystem(thin)) {
            delete(jar.getPath("/dev/pausa/weaver"));
            delete(jar.getPath("/META-INF/services/dev.pausa.frame.Weaver"));
        }
        Build.run("jar", "--update", "--file=" + thin, "--module-version=0"); // lists the packages that are left
        app = Files.copy(Build.app(), folder.resolve("app.jar"));
        Build.rewrite(app);
    }

    /** A module cannot export a package that is not there, be it to one other module: so a class of each stays. */
    private static final Set<String> STAY = Set.of(
            "/dev/pausa/weaver/Refusal.class",
            "/dev/pausa/weaver/runtime/DebugMode.class",
            "/dev/pausa/weaver/agent/Agent.class");

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!STAY.contains(file.toString())) {
                    Files.delete(file);
                }
            }
        }
    }

    private String classPath() {
        return app + File.pathSeparator + thin;
    }

    /** Otherwise the other tests would show nothing. */
    @Test
    void what_is_not_woven_ahead_does_not_run_there() throws Exception {
        String unwoven = Build.app() + File.pathSeparator + thin;
        List<String> command = List.of("--class-path=" + unwoven, "app.App");
        assertThat(Build.fail("java", command.toArray(String[]::new))).contains("no weaver is on the class path");
    }

    @Test
    void runs_without_the_weaver_and_asm() throws Exception {
        assertThat(Build.run("java", "--class-path=" + classPath(), "app.App")).isEqualTo(App.EXPECTED + "\n");
    }

    /** Each would cost several milliseconds of a start. */
    @Test
    void a_body_runs_before_a_lambda_of_the_library_is_linked_or_a_constructor_found_by_reflection() throws Exception {
        Path source = Files.writeString(folder.resolve("Hello.java"), """
                import dev.pausa.Coroutine;
                import dev.pausa.Step;

                class Hello {
                    public static void main(String[] args) {
                        Coroutine<String> c = Coroutine.coroutine(() -> "hello ".concat((String) Coroutine.suspend(1)));
                        c.send(null);
                        System.out.println(((Step.Returned<String>) c.step("you")).value());
                    }
                }
                """);
        Path classes = folder.resolve("hello");
        Build.run("javac", "-d", classes.toString(), "--class-path=" + thin, source.toString());
        Path jar = Build.jar(folder.resolve("hello.jar"), Build.manifest(), classes);
        Build.rewrite(jar);
        Path log = folder.resolve("loaded.txt");
        String classPath = "--class-path=" + jar + File.pathSeparator + thin;
        assertThat(Build.run("java", "-Xlog:class+load:file=" + log, classPath, "Hello"))
                .isEqualTo("hello you\n");
        assertThat(Files.readAllLines(log))
                .anyMatch(line -> line.contains("Hello$main$coroutine1"))
                .noneMatch(line -> line.contains(" dev.pausa.") && line.contains("$$Lambda"))
                .noneMatch(line -> line.contains(".DirectConstructorHandleAccessor ")); // of JDK 18 and newer
    }

    @Test
    void runs_where_no_class_can_be_defined_and_no_lambda_asked() throws Exception {
        String patch = "--patch-module=java.base=" + refusingJdk();
        String unwoven = "--class-path=" + Build.classPath();
        assertThat(Build.fail("java", patch, unwoven, "app.App")).contains("refused by the test");
        assertThat(Build.run("java", patch, "--class-path=" + classPath(), "app.App"))
                .isEqualTo(App.EXPECTED + "\n");
    }

    private Path refusingJdk() throws Exception {
        Path patch = folder.resolve("patch");
        Build.run(
                "java",
                "--class-path=" + Build.file("asm.jar"),
                Build.file("refusing.jdk").toString(),
                patch.toString());
        return patch;
    }

    /** Its package is not opened to anybody. */
    @Test
    void runs_in_an_image_of_java_base_alone_as_a_module_that_opens_nothing() throws Exception {
        Path descriptor = Files.writeString(folder.resolve("module-info.java"), "module app { requires dev.pausa; }\n");
        Path classes = folder.resolve("classes");
        Build.run(
                "javac",
                "--module-path=" + Build.pausa(),
                "--patch-module=app=" + app,
                "-d",
                classes.toString(),
                descriptor.toString());
        Build.run("jar", "--update", "--file=" + app, "-C", classes.toString(), "module-info.class");
        Path image = folder.resolve("image");
        Build.run("jlink", "--module-path=" + classPath(), "--add-modules=app", "--output=" + image);
        Path java = image.resolve("bin").resolve("java");
        assertThat(Build.run(java, "--list-modules").lines().map(line -> line.replaceFirst("@.*", "")))
                .containsExactlyInAnyOrder("app", "dev.pausa", "java.base");
        assertThat(Build.run(java, "--module=app/app.App")).isEqualTo(App.EXPECTED + "\n");
        String patch = "--patch-module=java.base=" + refusingJdk();
        assertThat(Build.run(java, patch, "--module=app/app.App")).isEqualTo(App.EXPECTED + "\n");
    }
}
