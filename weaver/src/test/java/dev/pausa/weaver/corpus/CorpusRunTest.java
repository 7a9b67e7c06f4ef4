package dev.pausa.weaver.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Libraries whose methods pause before every k-th instruction compute the same as the libraries themselves.
 * {@code -Dcorpus.all=true} gives them more to do, with more k, and takes AssertJ too.
 */
class CorpusRunTest {
    private static final boolean ALL = Boolean.getBoolean("corpus.all");

    private record Row(int k, List<String> prefixes) {}

    private static List<Row> rows() {
        List<String> asm = List.of("org/objectweb/asm/", "dev/pausa/weaver/corpus/Work");
        List<String> all = List.of("org/objectweb/asm/", "org/assertj/", "dev/pausa/weaver/corpus/Work");
        return ALL
                ? List.of(new Row(1, asm), new Row(2, asm), new Row(3, all), new Row(5, asm), new Row(8, all))
                : List.of(new Row(7, asm));
    }

    private static List<Class<?>> inputs() {
        List<Class<?>> inputs = new ArrayList<>(List.of(Library.class, dev.pausa.Coroutine.class));
        if (ALL) {
            inputs.addAll(List.of(
                    CorpusRunTest.class,
                    PausedCopy.class,
                    dev.pausa.frame.Handle.class,
                    org.assertj.core.api.AbstractAssert.class,
                    org.objectweb.asm.tree.ClassNode.class));
        }
        return inputs;
    }

    @TestFactory
    Stream<DynamicTest> pausingLibrariesComputeTheSame() {
        return rows().stream().map(row -> DynamicTest.dynamicTest(row.toString(), () -> compare(row)));
    }

    @SuppressWarnings("unchecked")
    private static void compare(Row row) throws IOException, ReflectiveOperationException {
        ClassLoader copies = new CorpusLoader(row.prefixes, Library.every(row.k));
        Class<?> work = copies.loadClass(Work.class.getName());
        assertThat(work).isNotEqualTo(Work.class);
        long before = Driver.pauses();
        for (Class<?> input : inputs()) {
            byte[] classFile;
            try (InputStream in =
                    input.getResourceAsStream("/" + input.getName().replace('.', '/') + ".class")) {
                classFile = in.readAllBytes();
            }
            var paused = (Function<byte[], Map<String, Object>>)
                    work.getConstructor().newInstance();
            Map<String, Object> found = paused.apply(classFile);
            Map<String, Object> wanted = new Work().apply(classFile);
            assertThat(found.keySet()).isEqualTo(wanted.keySet());
            wanted.forEach((name, value) ->
                    assertThat(found.get(name)).as("%s, %s", input, name).isEqualTo(value));
        }
        long pauses = Driver.pauses() - before;
        System.out.println("corpus: " + row + ": " + pauses + " pauses");
        assertThat(pauses).isPositive();
    }
}
