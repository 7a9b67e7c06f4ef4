package dev.pausa.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one jar is an agent as well, wherever the library itself lies. */
class AgentIT {
    @TempDir
    Path folder;

    private static final String JOB = """
            package app;

            import static dev.pausa.Coroutine.*;

            public class Job {
                static String says() {
                    return "loaded";
                }

                public static Object run() {
                    var made = coroutine(() -> {
                        suspend(1);
                        return "loaded";
                    });
                    made.send(null);
                    return says() + " " + made.step(null);
                }
            }
            """;

    /** Replaces the class file once the class is loaded. */
    private static final String MAIN = """
            package app;

            import java.nio.file.*;

            public class Main {
                public static void main(String[] arguments) throws Exception {
                    Job.says();
                    Files.copy(Path.of(arguments[0]), Path.of(arguments[1]), StandardCopyOption.REPLACE_EXISTING);
                    System.out.println(Job.run());
                }
            }
            """;

    private static final String MODULE = "module app { requires dev.pausa; opens app to dev.pausa; }";

    private String jar() {
        return Launcher.jar().toString();
    }

    /** Compiles the program twice, and returns the arguments by which it makes its own class file the other one. */
    private List<String> compile() throws Exception {
        Path source = Files.createDirectories(folder.resolve("source/app"));
        Path newer = folder.resolve("newer");
        Path classes = folder.resolve("classes");
        Files.writeString(source.resolve("Main.java"), MAIN);
        Path module = Files.writeString(folder.resolve("source/module-info.java"), MODULE);
        for (Path to : List.of(newer, classes)) {
            Files.writeString(source.resolve("Job.java"), to == newer ? JOB.replace("loaded", "on disk") : JOB);
            List<String> javac = List.of(
                    "-p", jar(), "-d", to.toString(), module.toString(), source + "/Job.java", source + "/Main.java");
            assertThat(run("javac", javac)).isEmpty();
        }
        return List.of(newer + "/app/Job.class", classes + "/app/Job.class");
    }

    private String run(String tool, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
        command.addAll(arguments);
        Path output = Files.createTempFile(folder, tool, ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as(Files.readString(output))
                    .isTrue();
            return Files.readString(output);
        } finally {
            process.destroyForcibly();
        }
    }

    private String java(List<String> more, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(more);
        return run("java", all).strip();
    }

    @Test
    void the_jar_on_the_class_path_is_its_own_agent() throws Exception {
        List<String> arguments = compile();
        String classPath = folder.resolve("classes") + File.pathSeparator + jar();
        assertThat(java(arguments, "-javaagent:" + jar(), "-cp", classPath, "app.Main"))
                .isEqualTo("loaded Returned[value=loaded]");
    }

    @Test
    void without_it_the_file_is_what_is_woven() throws Exception {
        List<String> arguments = compile();
        String classPath = folder.resolve("classes") + File.pathSeparator + jar();
        assertThat(java(arguments, "-cp", classPath, "app.Main")).isEqualTo("loaded Returned[value=on disk]");
    }

    @Test
    void the_module_is_its_own_agent() throws Exception {
        List<String> arguments = compile();
        String modulePath = folder.resolve("classes") + File.pathSeparator + jar();
        assertThat(java(arguments, "-javaagent:" + jar(), "-p", modulePath, "-m", "app/app.Main"))
                .isEqualTo("loaded Returned[value=loaded]");
    }

    private static final String HOSTING = """
            import java.net.*;
            import java.nio.file.*;

            public class Hosting {
                public static void main(String[] arguments) throws Exception {
                    URL[] application = {Path.of(arguments[2]).toUri().toURL(), Path.of(arguments[3]).toUri().toURL()};
                    try (URLClassLoader own = new URLClassLoader(application, ClassLoader.getPlatformClassLoader())) {
                        Object main = arguments;
                        own.loadClass("app.Main").getMethod("main", String[].class).invoke(null, main);
                    }
                }
            }
            """;

    /** As in a container: the application has a copy of the library in a loader of its own. */
    @Test
    void another_copy_of_the_library_uses_the_agent() throws Exception {
        List<String> arguments = new ArrayList<>(compile());
        arguments.add(folder.resolve("classes").toString());
        arguments.add(jar());
        Path hosting = Files.writeString(folder.resolve("Hosting.java"), HOSTING);
        assertThat(java(arguments, "-javaagent:" + jar(), hosting.toString()))
                .isEqualTo("loaded Returned[value=loaded]");
    }
}
