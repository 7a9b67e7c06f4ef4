package dev.pausa.lint.source;

import static java.util.Comparator.comparing;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What javac says of some files, with the plugin, which it finds by itself among the classes of the test.
 *
 * @param isSuccessful whether they were compiled
 * @param all what was said, in the order of files and lines
 */
record Compilation(boolean isSuccessful, List<Diagnostic<? extends JavaFileObject>> all) {
    private static final String ID = "[pausa:";

    /** With the plugin as it starts, with these settings if there are any. */
    static Compilation of(Path classes, List<Path> files, String... settings) {
        return of(classes, System.getProperty("java.class.path"), files, settings);
    }

    static Compilation of(Path classes, String classPath, List<Path> files, String... settings) {
        List<String> options = new ArrayList<>(options(classes, classPath));
        if (settings.length > 0) {
            options.add("-Xplugin:Pausa " + String.join(" ", settings));
        }
        return of(options, files, task -> {});
    }

    /** With this plugin in the place of the one that starts by itself. */
    static Compilation with(Plugin plugin, Path classes, String classPath, List<Path> files) {
        List<String> options = new ArrayList<>(options(classes, classPath));
        options.add("-Xplugin:Pausa off=all");
        return of(options, files, plugin::init);
    }

    private static List<String> options(Path classes, String classPath) {
        String all = "9999";
        return List.of("-proc:none", "-Xmaxerrs", all, "-Xmaxwarns", all, "-d", classes.toString(), "-cp", classPath);
    }

    private static Compilation of(List<String> options, List<Path> files, Consumer<JavacTask> prepare) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager manager = javac.getStandardFileManager(said, Locale.ROOT, null)) {
            JavacTask task = (JavacTask)
                    javac.getTask(null, manager, said, options, null, manager.getJavaFileObjectsFromPaths(files));
            prepare.accept(task);
            boolean isSuccessful = task.call();
            return new Compilation(isSuccessful, sorted(said.getDiagnostics()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Diagnostic<? extends JavaFileObject>> sorted(
            List<Diagnostic<? extends JavaFileObject>> diagnostics) {
        return diagnostics.stream()
                .sorted(comparing(Compilation::fileOf)
                        .thenComparing(Diagnostic::getLineNumber)
                        .thenComparing(Diagnostic::getColumnNumber))
                .toList();
    }

    private static String fileOf(Diagnostic<? extends JavaFileObject> diagnostic) {
        return diagnostic.getSource() == null
                ? ""
                : diagnostic.getSource().toUri().getPath();
    }

    /** What the plugin found, a line each: line, column, severity and text. */
    List<String> findings() {
        return all.stream()
                .filter(each -> each.getMessage(Locale.ROOT).startsWith(ID))
                .map(each -> each.getLineNumber() + ":" + each.getColumnNumber() + " "
                        + each.getKind().toString().toLowerCase(Locale.ROOT).replace("mandatory_", "") + " "
                        + each.getMessage(Locale.ROOT))
                .toList();
    }

    /** All messages, without places. */
    List<String> messages() {
        return all.stream().map(each -> each.getMessage(Locale.ROOT)).toList();
    }

    static List<Path> filesIn(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
