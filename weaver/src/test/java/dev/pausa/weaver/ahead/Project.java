package dev.pausa.weaver.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.weaver.Compilation;
import dev.pausa.weaver.WovenAhead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A small project: sources of one folder, and what is compiled of them in another, which tests weave. */
final class Project {
    private static final String IMPORTS = "package p;\nimport dev.pausa.*;\nimport java.util.*;\n"
            + "import static dev.pausa.Coroutine.*;\nimport static dev.pausa.Generator.*;\n";

    /** How many lines stand before what a test writes. */
    static final int HEADER = (int) IMPORTS.lines().count();

    private final Path root;
    final Path classes;
    private final List<String> options = new ArrayList<>(List.of("-g"));

    Project(Path root) {
        this.root = root;
        this.classes = root.resolve("classes");
        option("-sourcepath", root.toString());
    }

    Project option(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** Compiles one class of the package {@code p}, with the usual imports. */
    Project compile(String name, String members) {
        String text = IMPORTS + members;
        try {
            Path source = root.resolve("p/" + name + ".java");
            Files.createDirectories(source.getParent());
            Files.writeString(source, text);
            Compilation.of(ToolProvider.getSystemJavaCompiler(), options, List.of(source), classes)
                    .close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Project weave(Mode mode) {
        assertThat(outcome(mode).problems()).isEmpty();
        return this;
    }

    Outcome outcome(Mode mode) {
        return WovenAhead.weave(classes, mode, false);
    }

    void weaveForDebugger(Mode mode) {
        assertThat(WovenAhead.weave(classes, mode, true).problems()).isEmpty();
    }

    /** Calls {@code p.NAME.run()} in a loader of its own, which finds the library in the tests' loader. */
    Object run(String name) throws Throwable {
        return run(name, Project.class.getClassLoader(), classes);
    }

    /** A loader of the classes, which finds the library in the tests' loader. */
    URLClassLoader loader() {
        return new URLClassLoader(new URL[] {url(classes)}, Project.class.getClassLoader());
    }

    static Object run(String name, ClassLoader parent, Path... classPath) throws Throwable {
        URL[] urls = new URL[classPath.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = url(classPath[i]);
        }
        try (URLClassLoader loader = new URLClassLoader(urls, parent)) {
            return Compilation.call(loader, "p." + name, "run");
        }
    }

    /** Calls {@code p.NAME.run()} with the core alone: no weaver and no ASM can be reached. */
    Object runOnCore(String name) throws Throwable {
        ClassLoader jdk = ClassLoader.getPlatformClassLoader();
        return run(name, jdk, classes, Path.of(Compilation.home(dev.pausa.Coroutine.class)));
    }

    /** Calls {@code p.NAME.run()} in a copy of the library that weaves nothing at run time. */
    Object runNeverWeaving(String name, Path... more) throws Throwable {
        List<Path> classPath = new ArrayList<>(List.of(classes));
        classPath.addAll(List.of(more));
        for (Class<?> part : new Class<?>[] {
            dev.pausa.Coroutine.class,
            Mode.class,
            org.objectweb.asm.Opcodes.class,
            org.objectweb.asm.tree.ClassNode.class,
            org.objectweb.asm.tree.analysis.Frame.class,
            org.objectweb.asm.commons.ClassRemapper.class
        }) {
            classPath.add(Path.of(Compilation.home(part)));
        }
        System.setProperty("dev.pausa.weaving", "never");
        try {
            return run(name, ClassLoader.getPlatformClassLoader(), classPath.toArray(Path[]::new));
        } finally {
            System.clearProperty("dev.pausa.weaving");
        }
    }

    private static URL url(Path folder) {
        try {
            return folder.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    /** Calls {@code p.NAME.run()} and returns the frame classes that were woven meanwhile. */
    List<String> wovenIn(String name, Path dump) throws Throwable {
        System.setProperty("dev.pausa.dump", dump.toString());
        try {
            run(name);
        } finally {
            System.clearProperty("dev.pausa.dump");
        }
        return files(dump);
    }

    byte[] bytes(String name) {
        try {
            return Files.readAllBytes(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(String name) {
        return classes.resolve("p/" + name + ".class");
    }

    /** The names of all classes, without the package. */
    List<String> names() {
        return files(classes);
    }

    private static List<String> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString().replace(".class", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
