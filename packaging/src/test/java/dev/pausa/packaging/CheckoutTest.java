package dev.pausa.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no file of the checkout may contain: it would hold on one machine only. */
class CheckoutTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** What a build makes, and what other tools keep to themselves. */
    private static final Set<String> SKIPPED =
            Set.of("target", ".git", ".idea", ".vscode", ".settings", "node_modules");

    /** The one place that must say where Maven itself comes from. */
    private static final Path WRAPPER = Path.of(".mvn", "wrapper", "maven-wrapper.properties");

    /** A letter in brackets keeps a pattern from matching itself. */
    private static final Pattern FOREIGN =
            Pattern.compile("(?<![\\w.])/([r]oot|[w]ork|[h]ome/\\w+|[U]sers/\\w+)/|[C]:\\\\Users"
                    + "|\\b(repo1?\\.[m]aven|registry\\.[n]pm|deb\\.[d]ebian)\\b");

    @Test
    void no_file_names_a_folder_of_one_machine_or_a_registrys_host() throws IOException {
        List<Path> files = files();
        assertThat(files).contains(ROOT.resolve("README.md")).hasSizeGreaterThan(300);
        assertThat(files.stream()
                        .filter(file -> !file.endsWith(WRAPPER))
                        .flatMap(CheckoutTest::foreign)
                        .toList())
                .isEmpty();
    }

    @Test
    void the_pattern_finds_what_it_is_for() {
        assertThat(Stream.of("in /ro" + "ot/.m2", "'/wo" + "rk/main'", "https://repo.ma" + "ven.apache.org/"))
                .allMatch(line -> FOREIGN.matcher(line).find());
        assertThat(Stream.of("https://maven.apache.org/", "src/work/a", "/usr/lib/jvm/"))
                .noneMatch(line -> FOREIGN.matcher(line).find());
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean isSkipped = SKIPPED.contains(folder.getFileName().toString());
                return isSkipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !file.getFileName().toString().equals(".git")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /** The lines of a text file that match, with their places. */
    private static Stream<String> foreign(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return IntStream.range(0, lines.size())
                    .filter(i -> FOREIGN.matcher(lines.get(i)).find())
                    .mapToObj(i -> ROOT.relativize(file) + ":" + (i + 1) + ": " + lines.get(i));
        } catch (MalformedInputException noText) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
