package dev.pausa.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.frame.Handle;
import dev.pausa.frame.Prototypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The names of {@link Library} against the classes that they name. */
class LibraryTest {
    @Test
    void names_are_those_of_the_classes() throws Exception {
        assertThat(Library.COROUTINE).isEqualTo(Coroutine.class.getName());
        assertThat(Library.HANDLE).isEqualTo(Handle.class.getName());
        assertThat(Library.PROTOTYPES).isEqualTo(Prototypes.class.getName());
        assertThat(Library.CHAIN)
                .isEqualTo(
                        Class.forName(Handle.class.getPackageName() + ".Chain").getName());
        assertThat(Coroutine.class.getMethod(Elements.BORDER.getMethodName(), Awaitable.class))
                .isNotNull();
    }

    /** Whatever the core consists of may stand on a stack; but the flight recorder calls nobody. */
    @Test
    void all_of_the_core_is_the_librarys_own() throws Exception {
        Path root = Path.of(Library.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> classes = classNames(root);
        assertThat(classes).contains(Library.CHAIN, "dev.pausa.woven.Woven", "dev.pausa.diagnostics.Tracking");
        assertThat(classes.stream().filter(name -> !name.startsWith("dev.pausa.diagnostics.jfr.")))
                .allMatch(Library::isOwn);
    }

    private static List<String> classNames(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && file.indexOf('-') < 0) // not package-info
                    .filter(file -> !file.equals("module-info.class"))
                    .map(file -> file.substring(0, file.length() - ".class".length())
                            .replace(file.contains("\\") ? '\\' : '/', '.'))
                    .toList();
        }
    }

    @Test
    void users_and_other_parts_are_not() {
        assertThat(Stream.of("Main", "dev.pausal.Main", "dev.pausa.flow.Publishers", "dev.pausa.framework.Main", ""))
                .noneMatch(Library::isOwn);
    }
}
