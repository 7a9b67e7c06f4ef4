package dev.pausa.lint.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.lint.Check;
import dev.pausa.lint.bytecode.Compiled.By;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One source for each check, with what is wrong and with right code of the same shapes, and beside it all that is
 * reported of its class files: {@code Dropped.java} and {@code Dropped.txt}.
 */
class GoldenTest {
    private static final Path SOURCES = Path.of("src/test/resources/lint/bytecode/shop");

    /** ECJ gives a {@code break} that ends a block no line of its own, and captured variables no names. */
    private static final Map<String, String> OF_ECJ = Map.of(
            "shop/LeavesFinally.java:17:", "shop/LeavesFinally.java:16:",
            "keeps lock,", "keeps a value without a name,",
            "keeps thread,", "keeps a value without a name,",
            "keeps connection,", "keeps a value without a name,",
            "keeps mutex,", "keeps a value without a name,",
            "keeps weak,", "keeps a value without a name,",
            "keeps child,", "keeps a value without a name,");

    @TempDir
    static Path scratch;

    private static final Map<By, List<String>> FOUND = new EnumMap<>(By.class);

    @BeforeAll
    static void findAll() throws IOException {
        for (By compiler : By.values()) {
            Path classes = compiler.compile(scratch.resolve(compiler.name()), sources(), "-g");
            FOUND.put(compiler, Compiled.lint(classes));
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    static Stream<Arguments> sourcesByCompilers() throws IOException {
        List<Path> sources = sources();
        return Stream.of(By.values())
                .flatMap(compiler -> sources.stream()
                        .map(source ->
                                Arguments.of(compiler, source.getFileName().toString())));
    }

    @ParameterizedTest
    @MethodSource("sourcesByCompilers")
    void exactly_the_mistakes_are_reported(By compiler, String source) throws IOException {
        String golden = Files.readString(SOURCES.resolve(source.replace(".java", ".txt")));
        if (compiler == By.ECJ) {
            for (Map.Entry<String, String> each : OF_ECJ.entrySet()) {
                golden = golden.replace(each.getKey(), each.getValue());
            }
        }
        assertThat(FOUND.get(compiler))
                .filteredOn(finding -> finding.startsWith("shop/" + source + ":"))
                .containsExactlyElementsOf(golden.lines().toList());
    }

    @Test
    void there_is_a_source_for_each_check() throws IOException {
        List<String> names = sources().stream()
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .toList();
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Check.values()).map(GoldenTest::nameOf).toList());
        for (Check check : Check.values()) {
            assertThat(SOURCES.resolve(nameOf(check) + ".txt")).content().contains("[pausa:" + check.id() + "]");
        }
    }

    private static String nameOf(Check check) {
        StringBuilder name = new StringBuilder();
        for (String word : check.id().split("-")) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }
}
