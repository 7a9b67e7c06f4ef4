package dev.pausa.lint.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.lint.bytecode.Compiled.By;
import dev.pausa.weaver.ahead.ClassPath;
import dev.pausa.weaver.ahead.Mode;
import dev.pausa.weaver.ahead.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checks on classes that were woven ahead of time: the code that people wrote is looked at, and no other. */
class WovenTest {
    private static final Path SOURCES = Path.of("src/test/resources/lint/bytecode/shop");

    @TempDir
    Path scratch;

    private Path classes;
    private List<String> before;

    @BeforeEach
    void compile() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            classes = By.JAVAC.compile(scratch, sources, "-g");
        }
        before = Compiled.lint(classes);
    }

    private void weave(Mode mode) throws IOException {
        try (ClassPath around = new ClassPath(System.getProperty("java.class.path"))) {
            Place place = Place.at(classes);
            place.write(place.weave(around, mode, false));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_same_is_found(Mode mode) throws IOException {
        weave(mode);
        assertThat(Compiled.lint(classes)).isEqualTo(before);
    }
}
