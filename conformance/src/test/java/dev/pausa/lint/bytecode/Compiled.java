package dev.pausa.lint.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** Compiles sources for the checks. */
final class Compiled {
    private Compiled() {}

    /** The compilers of Java. */
    enum By {
        JAVAC(ToolProvider.getSystemJavaCompiler()),
        ECJ(new EclipseCompiler());

        private final JavaCompiler compiler;

        By(JavaCompiler compiler) {
            this.compiler = compiler;
        }

        /** Compiles for Java 17; fails with the compiler's words. */
        Path compile(Path classes, List<Path> sources, String... options) {
            try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
                Files.createDirectories(classes);
                List<String> all = new ArrayList<>(List.of(options));
                String levels = this == ECJ ? "-source,17,-target,17" : "--release,17,-Xplugin:Pausa off=all";
                all.addAll(List.of(levels.split(",")));
                all.addAll(List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
                all.addAll(List.of("-proc:none", "-nowarn"));
                StringWriter output = new StringWriter();
                boolean isCompiled = compiler.getTask(
                                output, files, null, all, null, files.getJavaFileObjectsFromPaths(sources))
                        .call();
                assertThat(isCompiled).as("%s %s: %s", this, all, output).isTrue();
                return classes;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Compiles one class. */
        Path compile(Path folder, String name, String text, String... options) {
            try {
                Path source = folder.resolve(name + ".java");
                Files.createDirectories(source.getParent());
                Files.writeString(source, text);
                return compile(folder.resolve("classes"), List.of(source), options);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What is found in class files, as text. */
    static List<String> lint(Path... places) {
        try {
            return ClassLint.check(List.of(places), new Switches()).stream()
                    .map(Finding::text)
                    .toList();
        } catch (UnreadableException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
