package dev.pausa.weaver;

import dev.pausa.weaver.ahead.Mode;
import dev.pausa.weaver.ahead.Rule;
import java.util.List;

/**
 * The shapes, woven ahead of time: here as javac compiles them for one language level. The profile {@code woven-ahead}
 * has {@link ShapesTest} do the same for all of its compilers.
 */
@Rule({"W15", "W17"})
class ShapesAheadTest extends Shapes {
    @Override
    List<Row> rows() {
        return List.of(javac(17, "-g").wovenAhead(Mode.REWRITE));
    }
}
