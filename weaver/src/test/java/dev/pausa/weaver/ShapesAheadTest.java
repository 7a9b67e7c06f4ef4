package dev.pausa.weaver;

import dev.pausa.weaver.ahead.Mode;
import dev.pausa.weaver.ahead.Rule;
import java.util.List;

/** The shapes, woven ahead of time. */
@Rule({"W15", "W17"})
class ShapesAheadTest extends Shapes {
    @Override
    List<Row> rows() {
        return List.of(
                javac(17, "-g").wovenAhead(Mode.ADD),
                javac(17, "-g").wovenAhead(Mode.REWRITE),
                javac(25, "-g:none").wovenAhead(Mode.REWRITE),
                ecj(17, "-g").wovenAhead(Mode.REWRITE));
    }
}
