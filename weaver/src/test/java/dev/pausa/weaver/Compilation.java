package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Sources compiled into a directory, and a class loader for it.
 *
 * @param classes the directory
 * @param loader a loader that defines the classes itself and takes everything else from the tests' loader
 */
public record Compilation(Path classes, URLClassLoader loader) implements AutoCloseable {

    /** Compiles sources; fails with the compiler's words. */
    public static Compilation of(JavaCompiler compiler, List<String> options, List<Path> sources, Path classes) {
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            Files.createDirectories(classes);
            List<String> all = new ArrayList<>(options);
            all.addAll(List.of("-d", classes.toString(), "-cp", classPath(), "-proc:none", "-nowarn"));
            StringWriter output = new StringWriter();
            boolean compiled = compiler.getTask(
                            output, files, null, all, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled)
                    .as("%s %s: %s", compiler.getClass().getName(), all, output)
                    .isTrue();
            Way.OF_THIS_RUN.weave(classes);
            return new Compilation(classes, load(classes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles one class with javac for the running JDK. */
    public static Compilation ofText(Path directory, String className, String text) {
        return ofText(ToolProvider.getSystemJavaCompiler(), List.of("-g"), directory, className, text);
    }

    public static Compilation ofText(
            JavaCompiler compiler, List<String> options, Path directory, String className, String text) {
        try {
            Path source = directory.resolve(className.replace('.', '/') + ".java");
            Files.createDirectories(source.getParent());
            Files.writeString(source, text);
            return of(compiler, options, List.of(source), directory.resolve("classes"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls a static method without arguments. */
    Object call(String className, String method) throws Throwable {
        return call(loader, className, method);
    }

    public static Object call(ClassLoader loader, String className, String method) throws Throwable {
        Method found = Class.forName(className, true, loader).getDeclaredMethod(method);
        found.setAccessible(true);
        try {
            return found.invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    public static URLClassLoader load(Path classes) {
        try {
            return new URLClassLoader(new URL[] {classes.toUri().toURL()}, Compilation.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the sources find the core and the tests. */
    private static String classPath() {
        return String.join(File.pathSeparator, List.of(home(dev.pausa.Coroutine.class), home(Ticks.class)));
    }

    public static String home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The names of all compiled classes, in order. */
    public List<String> classNames() {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace(File.separatorChar, '.'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
