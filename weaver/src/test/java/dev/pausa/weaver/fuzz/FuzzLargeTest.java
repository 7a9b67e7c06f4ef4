package dev.pausa.weaver.fuzz;

import dev.pausa.weaver.LargeForm;
import org.junit.jupiter.api.extension.ExtendWith;

/** Random bodies in the form of large ones. */
@ExtendWith(LargeForm.class)
class FuzzLargeTest extends FuzzTest {
    @Override
    int count() {
        return Integer.getInteger("fuzz.count", 40);
    }
}
