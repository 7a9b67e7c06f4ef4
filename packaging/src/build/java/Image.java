import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes a runtime image of some modules of the JDK that runs this, in the place of one that is there.
 *
 * <pre>{@code java Image.java FOLDER MODULE,MODULE…}</pre>
 */
final class Image {
    private Image() {}

    public static void main(String[] arguments) throws IOException {
        Path image = Path.of(arguments[0]);
        if (Files.exists(image)) {
            delete(image);
        }
        int status = ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(System.out, System.err, "--add-modules=" + arguments[1], "--output=" + image);
        System.exit(status);
    }

    private static void delete(Path folder) throws IOException {
        List<File> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.sorted(Comparator.reverseOrder()).map(Path::toFile).toList();
        }
        for (File file : files) {
            Files.delete(file.toPath());
        }
    }
}
