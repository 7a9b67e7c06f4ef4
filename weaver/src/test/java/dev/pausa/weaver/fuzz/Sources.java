package dev.pausa.weaver.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.weaver.Way;
import dev.pausa.weaver.ahead.Ahead;
import dev.pausa.weaver.ahead.ClassPath;
import dev.pausa.weaver.ahead.Mode;
import dev.pausa.weaver.ahead.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles sources in memory, each twice: against Pausa as package {@code woven}, against the reference as
 * {@code plain}.
 */
final class Sources {
    private Sources() {}

    /** The sources do not compile; the message is the compiler's. */
    static final class Rejected extends Exception {
        private static final long serialVersionUID = 1L;

        Rejected(String message) {
            super(message);
        }
    }

    /**
     * Compiles classes by one call of the compiler, for this run of the tests.
     *
     * @param bodies the source texts after the package line and imports, by simple class name
     */
    static ClassLoader compile(Map<String, String> bodies) throws Rejected {
        return new MemoryLoader(classFiles(bodies, Way.OF_THIS_RUN.mode()));
    }

    /**
     * Compiles classes by one call of the compiler; returns the class files by internal name.
     *
     * @param bodies the source texts after the package line and imports, by simple class name
     * @param mode how they are woven ahead of time, if they are
     */
    static Map<String, byte[]> classFiles(Map<String, String> bodies, Optional<Mode> mode) throws Rejected {
        List<JavaFileObject> files = new ArrayList<>();
        bodies.forEach((name, text) -> {
            files.add(new Source("woven", name, header("woven", "dev.pausa.Coroutine", WOVEN) + text));
            files.add(new Source("plain", name, header("plain", "dev.pausa.weaver.fuzz.Plain", PLAIN) + text));
        });
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of("-g", "-proc:none", "-nowarn", "-Xlint:none", "-cp", classPath());
        try (StandardJavaFileManager standard = javac.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Memory memory = new Memory(standard)) {
            if (!javac.getTask(messages, memory, null, options, null, files).call()) {
                throw new Rejected(messages.toString());
            }
            return memory.classFiles(mode);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String WOVEN = "import static dev.pausa.Generator.generatorReturning; "
            + "import dev.pausa.weaver.fuzz.WovenGenerators.*; ";

    private static final String PLAIN = "import static dev.pausa.weaver.fuzz.PlainGenerators.generatorReturning; "
            + "import dev.pausa.weaver.fuzz.PlainGenerators.Generator; import"
            + " dev.pausa.weaver.fuzz.PlainGenerators.*; ";

    /** The beginning of each source; on one line, so that the lines are those of the recorded file. */
    private static String header(String packageName, String coroutines, String generators) {
        return "package " + packageName + "; import static " + coroutines + ".*; "
                + "import static dev.pausa.weaver.fuzz.Play.*; import dev.pausa.weaver.fuzz.Play; "
                + generators + "import dev.pausa.*; import java.util.*; import java.util.function.*; ";
    }

    private static String classPath() {
        return home(dev.pausa.Coroutine.class) + File.pathSeparator + home(Play.class);
    }

    private static String home(Class<?> type) {
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

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String packageName, String name, String text) {
            super(URI.create("memory:///" + packageName + "/" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreErrors) {
            return text;
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        final Map<String, ByteArrayOutputStream> classes = new ConcurrentHashMap<>();

        Memory(StandardJavaFileManager standard) {
            super(standard);
        }

        Map<String, byte[]> classFiles(Optional<Mode> mode) throws IOException {
            SortedMap<String, byte[]> compiled = new TreeMap<>();
            classes.forEach((name, bytes) -> compiled.put(name, bytes.toByteArray()));
            if (mode.isPresent()) {
                try (ClassPath around = new ClassPath("")) {
                    Outcome outcome = Ahead.weave(compiled, around, mode.get(), false);
                    assertThat(outcome.problems()).isEmpty();
                    compiled.putAll(outcome.written());
                }
            }
            return compiled;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location where, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(name.replace('.', '/'), bytes);
                    return bytes;
                }
            };
        }
    }

    /** Defines the classes, and gives their files as resources. */
    private static final class MemoryLoader extends ClassLoader {
        private static final String CLASS = ".class";

        private final Map<String, byte[]> classes;

        MemoryLoader(Map<String, byte[]> classes) {
            super(Play.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] file = classes.get(name.replace('.', '/'));
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, file, 0, file.length);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            byte[] file = name.endsWith(CLASS) ? classes.get(name.substring(0, name.length() - CLASS.length())) : null;
            return file == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(file);
        }
    }
}
