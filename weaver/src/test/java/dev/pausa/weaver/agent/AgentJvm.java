package dev.pausa.weaver.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.weaver.Compilation;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

/** A JVM of its own with the library, a program that tests write, and agents. */
final class AgentJvm {
    private static final int PATIENCE_SECONDS = 60;

    private final Path folder;
    private final Path classes;
    private final List<String> options = new ArrayList<>();
    private final List<String> behind = new ArrayList<>();

    /** Makes one whose program and agents lie in a folder. */
    AgentJvm(Path folder) {
        this.folder = folder;
        this.classes = folder.resolve("classes");
    }

    Path classes() {
        return classes;
    }

    /** Compiles classes of the package without a name. */
    AgentJvm compile(String name, String text) throws IOException {
        return compile(classes, name, text);
    }

    AgentJvm compile(Path to, String name, String text) throws IOException {
        Path source = Files.createDirectories(folder.resolve("source")).resolve(name + ".java");
        Files.writeString(source, text);
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        String target = Files.createDirectories(to).toString();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, words, words, "-g", "-d", target, "-cp", classPath(), source.toString());
        assertThat(status).as("javac of %s: %s", source, words).isZero();
        return this;
    }

    /** Names the agent under test on the command line. */
    AgentJvm withAgent() throws IOException {
        return with("-javaagent:" + agent(folder.resolve("pausa.jar"), Agent.class.getName()));
    }

    /** Names an agent of the program's on the command line. */
    AgentJvm withAgent(String className) throws IOException {
        return with("-javaagent:" + agent(folder.resolve(className + ".jar"), className));
    }

    AgentJvm with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** Adds a jar at the end of the class path. */
    AgentJvm withJar(Path jar) {
        behind.add(jar.toString());
        return this;
    }

    /** A jar without classes: they are found on the class path. */
    private static Path agent(Path jar, String className) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Premain-Class", className);
        main.putValue("Can-Retransform-Classes", "true");
        main.putValue("Can-Redefine-Classes", "true");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    String classPath() {
        List<String> path = new ArrayList<>(List.of(classes.toString()));
        for (Class<?> part : new Class<?>[] {
            dev.pausa.Coroutine.class,
            Agent.class,
            org.objectweb.asm.Opcodes.class,
            org.objectweb.asm.tree.ClassNode.class,
            org.objectweb.asm.tree.analysis.Frame.class,
            org.objectweb.asm.commons.ClassRemapper.class
        }) {
            path.add(Compilation.home(part));
        }
        path.addAll(behind);
        return String.join(File.pathSeparator, path);
    }

    /** Runs a class to its end, and returns all that it wrote. */
    String run(String main, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xshare:auto", "-cp", classPath()));
        command.addAll(options);
        command.add(main);
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process jvm = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = jvm.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(ended).as("still running: " + Files.readString(output)).isTrue();
            return Files.readString(output).replace(System.lineSeparator(), "\n");
        } finally {
            jvm.destroyForcibly();
        }
    }
}
