package dev.pausa.weaver;

import dev.pausa.weaver.ahead.Mode;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** The shapes in the form of large bodies. */
@ExtendWith(LargeForm.class)
class ShapesLargeTest extends Shapes {
    @Override
    List<Row> rows() {
        return List.of(javac(17, "-g"), ecj(25, "-g"), javac(17, "-g").wovenAhead(Mode.REWRITE));
    }
}
