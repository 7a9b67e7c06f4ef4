package till;

import static dev.pausa.Coroutine.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pausa.Step;
import org.junit.jupiter.api.Test;

class TillTest {
    @Test
    void adds() {
        var total = coroutine(() -> "total " + await(Till.total("tea", "rice")));
        assertEquals("twice", total.send(null));
        assertEquals("tea", total.send(1));
        assertEquals("rice", total.send(10));
        assertEquals(new Step.Returned<>("total 112"), total.step(100));
    }
}
