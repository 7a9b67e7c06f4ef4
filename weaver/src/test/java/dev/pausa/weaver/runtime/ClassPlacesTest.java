package dev.pausa.weaver.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import dev.pausa.weaver.Compilation;
import dev.pausa.weaver.ServingLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A class that lies in several places, in versions that differ in code alone: the weaver reads the version that the
 * loaded class came from, wherever its loader takes resources from.
 */
class ClassPlacesTest {
    private static final String JOB = "places/Job.class";

    @TempDir
    Path directory;

    private Path parent;
    private Path own;

    @BeforeEach
    void compile() throws IOException {
        parent = compile("parent");
        own = compile("own");
    }

    private Path compile(String version) throws IOException {
        String text = """
                package places;
                import static dev.pausa.Coroutine.*;
                public class Job extends Base {
                    static String version() {
                        return "%s";
                    }
                    static Object make() {
                        return coroutine(() -> "%<s" + suspend(1));
                    }
                    static Object inherited() {
                        return coroutine(new Job()::base);
                    }
                }
                class Base {
                    String base() throws Exception {
                        return "%<s" + suspend(1);
                    }
                }
                """.formatted(version);
        try (Compilation compilation = Compilation.ofText(directory.resolve(version), "places.Job", text)) {
            return compilation.classes();
        }
    }

    private URLClassLoader parentLoader() throws MalformedURLException {
        return new URLClassLoader(new URL[] {parent.toUri().toURL()}, getClass().getClassLoader());
    }

    /** Takes classes from its own place first and resources from its parent, as loaders of plugins do. */
    private static final class ChildFirst extends URLClassLoader {
        ChildFirst(URL own, ClassLoader parent) {
            super(new URL[] {own}, parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                boolean isOwn = name.startsWith("places.") && findLoadedClass(name) == null;
                return isOwn ? findClass(name) : super.loadClass(name, resolve);
            }
        }
    }

    private static void check(ClassLoader loader, String version) throws Throwable {
        assertThat(Compilation.call(loader, "places.Job", "version")).isEqualTo(version);
        for (String method : new String[] {"make", "inherited"}) {
            Coroutine<?> coroutine = (Coroutine<?>) Compilation.call(loader, "places.Job", method);
            assertThat(coroutine.step(null)).as(method).isEqualTo(new Step.Yielded<>(1));
            assertThat(coroutine.step("!")).as(method).isEqualTo(new Step.Returned<>(version + "!"));
        }
    }

    @Test
    void folder() throws Throwable {
        try (URLClassLoader above = parentLoader();
                URLClassLoader loader = new ChildFirst(own.toUri().toURL(), above)) {
            check(loader, "own");
            check(above, "parent");
        }
    }

    @Test
    void folderWithAnOddName() throws Throwable {
        Path odd = Files.move(own, directory.resolve("a b%20c#d+ü"));
        try (URLClassLoader above = parentLoader();
                URLClassLoader loader = new ChildFirst(odd.toUri().toURL(), above)) {
            check(loader, "own");
        }
    }

    @Test
    void jar() throws Throwable {
        Path jar = directory.resolve("own.jar");
        write(jar, "", own, "");
        try (URLClassLoader above = parentLoader();
                URLClassLoader loader = new ChildFirst(jar.toUri().toURL(), above)) {
            check(loader, "own");
        }
    }

    /** The parent's version is the one for all JDKs, the own one that for newer ones. */
    @Test
    void jarForSeveralReleases() throws Throwable {
        Path jar = directory.resolve("own.jar");
        write(jar, "true", parent, own);
        try (URLClassLoader above = parentLoader();
                URLClassLoader loader = new ChildFirst(jar.toUri().toURL(), above)) {
            check(loader, "own");
        }
    }

    private static void write(Path jar, String isMultiRelease, Path base, Object newer) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!isMultiRelease.isEmpty()) {
            manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, isMultiRelease);
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            copy(out, "", base);
            if (newer instanceof Path classes) {
                copy(out, "META-INF/versions/17/", classes);
            }
        }
    }

    private static void copy(JarOutputStream out, String prefix, Path classes) throws IOException {
        for (String name : new String[] {JOB, "places/Base.class"}) {
            out.putNextEntry(new ZipEntry(prefix + name));
            out.write(Files.readAllBytes(classes.resolve(name)));
        }
    }

    /** As in a jar inside a jar: the place has a protocol of its own, and only the loader can read it. */
    @Test
    void loaderWhoseClassesComeFromNowhereThatIsKnown() throws Throwable {
        try (URLClassLoader above = parentLoader()) {
            check(new FromNowhere(own, above), "own");
        }
    }

    private static final class FromNowhere extends ServingLoader {
        private final Path classes;

        FromNowhere(Path classes, ClassLoader parent) {
            super(classes, parent);
            this.classes = classes;
        }

        @Override
        protected Enumeration<URL> findResources(String name) throws IOException {
            Path file = classes.resolve(name);
            return Collections.enumeration(
                    Files.exists(file) ? List.of(file.toUri().toURL()) : List.of());
        }

        /** What the parent has, which comes first. */
        @Override
        public byte[] resource(String name, byte[] original) {
            try {
                return getParent().getResourceAsStream(name).readAllBytes();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void loaderThatIsClosed() throws Throwable {
        URLClassLoader loader = new ChildFirst(own.toUri().toURL(), getClass().getClassLoader());
        Class.forName("places.Job", true, loader);
        Class.forName("places.Base", true, loader);
        loader.close();
        check(loader, "own");
    }

    /** A class loader that changes classes on the way, and gives the changed ones as resources too. */
    @Test
    void fileThatWasChangedAsTheClassWasLoaded() throws Throwable {
        Path changed = directory.resolve("changed");
        String text = """
                package places;
                public class Job {
                    static Object other() {
                        return null;
                    }
                }
                """;
        Files.createDirectories(changed.resolve("places"));
        try (Compilation unfinished = Compilation.ofText(changed, "places.Job", text);
                URLClassLoader loader = new Enhancing(unfinished.classes(), own)) {
            check(loader, "own");
        }
    }

    private static final class Enhancing extends URLClassLoader {
        private final Path enhanced;

        Enhancing(Path before, Path enhanced) throws MalformedURLException {
            super(new URL[] {before.toUri().toURL()}, Enhancing.class.getClassLoader());
            this.enhanced = enhanced;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try {
                byte[] bytes = Files.readAllBytes(enhanced.resolve(name.replace('.', '/') + ".class"));
                return defineClass(name, bytes, 0, bytes.length, new CodeSource(getURLs()[0], (CodeSigner[]) null));
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            try {
                return Files.newInputStream(enhanced.resolve(name));
            } catch (IOException e) {
                return super.getResourceAsStream(name);
            }
        }
    }
}
