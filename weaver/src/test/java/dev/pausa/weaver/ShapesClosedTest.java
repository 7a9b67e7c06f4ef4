package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.weaver.ahead.Mode;
import dev.pausa.weaver.ahead.Rule;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shapes, rewritten ahead of time, where there is no weaver: all but those whose bodies stay lambdas, which
 * {@code what-stays-a-lambda.txt} lists.
 */
class ShapesClosedTest {
    private static final Path LAMBDAS = Path.of("src/test/resources/what-stays-a-lambda.txt");
    private static final String FAILED = " failed: ";

    @TempDir
    Path folder;

    @Rule("W28")
    @Test
    void rewritten_shapes_need_no_weaver() throws Exception {
        Shapes.Row row = Shapes.javac(17, "-g").wovenAhead(Mode.REWRITE);
        try (Compilation reference = Shapes.referenceIn(folder);
                Compilation rewritten = row.compiledTo(folder.resolve("shapes"))) {
            List<String> lines = new ClosedJvm(folder).run(ShapesAlone.class, rewritten.classes(), reference.classes());

            List<String> lambdas = Files.readAllLines(LAMBDAS);
            List<String> others = namesOf(rewritten);
            others.removeAll(lambdas);
            assertThat(lines).filteredOn(line -> !line.contains(FAILED)).containsExactlyElementsOf(others);
            assertThat(lines)
                    .filteredOn(line -> line.contains(FAILED))
                    .allMatch(line -> line.contains("no weaver is on the class path"))
                    .extracting(line -> line.substring(0, line.indexOf(FAILED)))
                    .containsExactlyElementsOf(lambdas);
        }
    }

    private static List<String> namesOf(Compilation shapes) {
        List<String> names = new ArrayList<>();
        for (String type : shapes.classNames()) {
            for (Method shape : Shapes.shapesOf(shapes, type)) {
                names.add(type + "." + shape.getName());
            }
        }
        return names;
    }
}
