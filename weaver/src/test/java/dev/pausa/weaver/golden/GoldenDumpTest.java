package dev.pausa.weaver.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.CoroutineObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;

/**
 * What the weaver makes of each of the {@link GoldenBodies}, compared with a file, so that a change of the generated
 * code is read as a diff. {@code -Dgolden.write=true} writes the files.
 */
class GoldenDumpTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final boolean WRITE = Boolean.getBoolean("golden.write");

    static Stream<String> bodies() {
        return Arrays.stream(GoldenBodies.class.getDeclaredMethods())
                .filter(method ->
                        !method.isSynthetic() && CoroutineObject.class.isAssignableFrom(method.getReturnType()))
                .map(Method::getName)
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void the_frame_class_is_as_it_was(String name) throws Exception {
        String dump = dump(frameClassOf(name));
        Path golden = FOLDER.resolve(name + ".txt");
        if (WRITE) {
            Files.createDirectories(FOLDER);
            Files.writeString(golden, dump);
        }
        assertThat(dump)
                .as("%s; if the change is meant, write the files anew with -Dgolden.write=true", golden)
                .isEqualTo(Files.readString(golden));
    }

    @Test
    void no_golden_file_is_left_over() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsExactlyElementsOf(bodies().map(name -> name + ".txt")
                            .sorted(Comparator.naturalOrder())
                            .toList());
        }
    }

    @Test
    void the_document_shows_the_golden_dump() throws IOException {
        String golden = Files.readString(FOLDER.resolve("add.txt"));
        String body = golden.substring(golden.indexOf("  private static add("), golden.lastIndexOf('}'))
                .stripTrailing();
        assertThat(Files.readString(Path.of("../docs/transform.md"))).contains(body);
    }

    @Test
    void the_document_shows_the_yield_of_the_golden_dump() throws IOException {
        String golden = Files.readString(FOLDER.resolve("counter.txt"));
        int end = golden.indexOf("    INVOKEVIRTUAL java/lang/Integer.intValue");
        String site =
                golden.substring(golden.indexOf("   L12\n    LINENUMBER"), end).stripTrailing();
        assertThat(site).contains("checkOwn", "CHECKCAST java/lang/Integer");
        assertThat(Files.readString(Path.of("../docs/transform.md"))).contains(site);
    }

    @TempDir
    Path dumps;

    /** Makes a coroutine, which weaves its body, and returns the frame class that was written meanwhile. */
    private byte[] frameClassOf(String name) throws Exception {
        System.setProperty("dev.pausa.dump", dumps.toString());
        try {
            make(name);
        } finally {
            System.clearProperty("dev.pausa.dump");
        }
        try (Stream<Path> files = Files.walk(dumps)) {
            List<Path> written = files.filter(Files::isRegularFile).toList();
            assertThat(written).hasSize(1);
            return Files.readAllBytes(written.get(0));
        }
    }

    private static Object make(String name) throws Exception {
        Method method = Arrays.stream(GoldenBodies.class.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(name) && !candidate.isSynthetic())
                .findFirst()
                .orElseThrow();
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(type -> type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null)
                .toArray();
        Object receiver = Modifier.isStatic(method.getModifiers()) ? null : new GoldenBodies();
        return method.invoke(receiver, arguments);
    }

    private static String dump(byte[] frameClass) {
        StringWriter text = new StringWriter();
        new ClassReader(frameClass).accept(new TraceClassVisitor(null, new Textifier(), new PrintWriter(text)), 0);
        String dump = FINGERPRINT
                .matcher(text.toString())
                .replaceAll("PROTOTYPE"); // which differs with each change of the file
        return withRelativeLines(dump.replace("dev/pausa/weaver/golden/", ""));
    }

    private static final Pattern FINGERPRINT = Pattern.compile("PROTOTYPE\\$[0-9a-f]{16}");
    private static final Pattern FIRST_LINE = Pattern.compile("LINENUMBER (\\d+)");
    private static final Pattern NUMBER = Pattern.compile("(?<=LINENUMBER |\\\\n|\\\\u0009)\\d+");

    /** Counts the lines from the body's first one, so that an edit above it changes nothing. */
    private static String withRelativeLines(String dump) {
        Matcher first = FIRST_LINE.matcher(dump);
        assertThat(first.find()).isTrue();
        int base = Integer.parseInt(first.group(1));
        return NUMBER.matcher(dump).replaceAll(number -> relative(Integer.parseInt(number.group()), base));
    }

    private static String relative(int number, int base) {
        return number < base ? String.valueOf(number) : "+" + (number - base);
    }
}
