package dev.pausa.conformance.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * No line of Java or Kotlin is wider than the layout has it: the formatter breaks code, but neither comments nor
 * strings.
 */
class LineWidthTest {

    private static final int WIDTH = 120;
    private static final Path ROOT = Path.of("..");

    /**
     * What is built, and sources that tests read, which the formatter leaves alone too: golden dumps have their lines.
     */
    private static final Set<String> LEFT_OUT = Set.of("target", "resources");

    @Test
    void no_line_is_too_wide() throws IOException {
        List<Path> sources = sources();
        assertThat(sources).as("sources below %s", ROOT.toRealPath()).isNotEmpty();
        List<String> wide = new ArrayList<>();
        for (Path source : sources) {
            List<String> lines = Files.readAllLines(source);
            for (int i = 0; i < lines.size(); i++) {
                if (isTooWide(lines.get(i))) {
                    wide.add(ROOT.relativize(source) + ":" + (i + 1));
                }
            }
        }
        assertThat(wide).as("lines of more than %d columns", WIDTH).isEmpty();
    }

    /** A link that stands alone in its comment's line cannot be made shorter. */
    private static boolean isTooWide(String line) {
        return line.codePointCount(0, line.length()) > WIDTH && !line.matches(" *(\\*|//) +\\S*https://\\S+");
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean isLeftOut = LEFT_OUT.contains(name) || name.startsWith(".") && !folder.equals(ROOT);
                return isLeftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().matches(".*\\.(java|kt)")) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }
}
