package dev.pausa.weaver.ahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that are woven ahead of time. */
class JarTest {
    @TempDir
    Path directory;

    private Path jar;

    @BeforeEach
    void nameJar() {
        jar = directory.resolve("a.jar");
    }

    private byte[] compiled(String folder, String greeting) {
        return new Project(directory.resolve(folder))
                .compile("A", """
                        public class A {
                            public static Object run() {
                                Coroutine<Object> c = coroutine(() -> "GREETING " + suspend(0));
                                c.send(null);
                                return ((Step.Returned<?>) c.step(1)).value();
                            }
                        }
                        """.replace("GREETING", greeting))
                .bytes("A");
    }

    private void write(Map<String, byte[]> entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTime(1_700_000_000_000L);
                out.putNextEntry(entry);
                out.write(each.getValue());
            }
        }
    }

    private SortedMap<String, Outcome> weave(Mode mode) throws IOException {
        try (ClassPath around = new ClassPath("")) {
            Place place = Place.at(jar);
            SortedMap<String, Outcome> outcomes = place.weave(around, mode, false);
            place.write(outcomes);
            return outcomes;
        }
    }

    private List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Collections.list(zip.entries()).forEach(entry -> names.add(entry.getName()));
        }
        return names;
    }

    private Object run() throws Throwable {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            return dev.pausa.weaver.Compilation.call(loader, "p.A", "run");
        }
    }

    @Rule("W27")
    @Test
    void a_jar_keeps_its_entries_and_gets_the_woven_ones_behind_them() throws Throwable {
        Map<String, byte[]> entries = new TreeMap<>(Map.of("p/A.class", compiled("a", "hello"), "text", new byte[10]));
        write(entries);
        weave(Mode.REWRITE);
        assertThat(names())
                .containsExactly(
                        "p/A.class", "text", "p/A$$body1.class", "p/A$run$coroutine1.class", "p/A$woven.class");
        assertThat(run()).isEqualTo("hello 1");
        byte[] once = Files.readAllBytes(jar);
        assertThat(weave(Mode.REWRITE).get("").isUnchanged()).isTrue();
        write(entries);
        weave(Mode.REWRITE);
        assertThat(Files.readAllBytes(jar)).isEqualTo(once);
    }

    @Rule("W27")
    @Test
    void each_version_of_a_multi_release_jar_is_woven_by_itself() throws Throwable {
        Map<String, byte[]> entries = new TreeMap<>(Map.of(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nMulti-Release: true\n\n".getBytes(),
                "p/A.class",
                compiled("base", "base"),
                "META-INF/versions/11/p/A.class",
                compiled("eleven", "eleven")));
        for (Mode mode : Mode.values()) {
            write(entries);
            weave(mode);
            assertThat(names()).contains("p/A$woven.class", "META-INF/versions/11/p/A$woven.class");
            assertThat(run()).isEqualTo("eleven 1");
        }
    }

    @Rule("W25")
    @Test
    void a_signed_jar_is_refused_and_not_changed() throws Throwable {
        write(new TreeMap<>(Map.of("p/A.class", compiled("a", "x"), "META-INF/OWNER.SF", new byte[5])));
        byte[] before = Files.readAllBytes(jar);
        for (Mode mode : Mode.values()) {
            assertThatThrownBy(() -> weave(mode))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is signed (META-INF/OWNER.SF)")
                    .hasMessageContaining("weave it first, then sign it");
        }
        assertThat(Files.readAllBytes(jar)).isEqualTo(before);
    }
}
