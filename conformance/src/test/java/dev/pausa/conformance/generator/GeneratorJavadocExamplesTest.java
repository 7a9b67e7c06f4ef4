package dev.pausa.conformance.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Generator;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples in the Javadoc of generators: see {@code JavadocExamplesTest}. */
class GeneratorJavadocExamplesTest {

    static Iterable<Integer> upTo(int end) {
        return Generator.iterable(g -> {
            for (int i = 0; i < end; i++) {
                g.yield(i); // pauses here until the next element is asked for
            }
        });
    }

    /** Takes the place of {@link java.lang.System}, so that what is printed can be seen. */
    private static final class System {
        static final List<Object> PRINTED = new ArrayList<>();

        static final PrintStream out = new PrintStream(PrintStream.nullOutputStream()) {
            @Override
            public void println(int value) {
                PRINTED.add(value);
            }

            @Override
            public void println(String value) {
                PRINTED.add(value);
            }
        };
    }

    @Test
    void generator_in_a_loop() {
        for (int i : upTo(3)) {
            System.out.println(i);
        }
        assertThat(System.PRINTED).containsExactly(0, 1, 2);
    }

    @Test
    void generator_is_closed_by_its_operators() {
        List<String> file = List.of("a", " ", "b", "c", "d");
        System.PRINTED.clear();
        try (var names = linesOf(file).filter(line -> !line.isBlank()).take(3)) {
            names.forEach(System.out::println);
        } // the file is closed, if it was not after the third name
        assertThat(System.PRINTED).containsExactly("a", "b", "c");
        assertThat(notes).endsWith("line 'c'", "closed");
    }

    private final List<String> file = List.of("first", "", "last");
    private final List<String> notes = new ArrayList<>();

    /** Yields the lines; notes when the file is closed. */
    private Generator<String, Void, Void> linesOf(List<String> file) {
        return Generator.generator(g -> {
            try {
                for (String line : file) {
                    notes.add("line '" + line + "'");
                    g.yield(line);
                }
            } finally {
                notes.add("closed");
            }
        });
    }

    @Test
    void generator_is_closed() {
        try (Generator<String, Void, Void> lines = linesOf(file)) {
            for (String line : lines) {
                if (line.isBlank()) break;
            }
        } // the file is closed here
        assertThat(notes).containsExactly("line 'first'", "line ''", "closed");
    }

    @Test
    void generator_of_a_loop_is_closed() {
        try (var lines = Generator.closing(linesOf(file))) {
            for (String line : lines) {
                if (line.isBlank()) break;
            }
        } // the generator of the loop is closed here
        assertThat(notes).containsExactly("line 'first'", "line ''", "closed");
    }
}
