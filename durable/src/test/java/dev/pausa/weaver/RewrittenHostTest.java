package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.durable.Saver;
import dev.pausa.durable.SnapshotException;
import dev.pausa.weaver.ahead.Mode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies in classes that were rewritten ahead of time are not saved yet, and say so. */
class RewrittenHostTest {
    private static final String ORDERS = """
            package woven;
            import static dev.pausa.Coroutine.*;
            public class Orders {
                public static Object order() {
                    return coroutine(() -> "got " + suspend("what?"));
                }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void a_body_in_a_rewritten_class_says_why_it_cannot_be_saved() throws Throwable {
        Compilation plain = Compilation.ofText(directory, "woven.Orders", ORDERS);
        Compilation rewritten = WovenAhead.of(plain, directory.resolve("rewritten"), Mode.REWRITE);
        Saver saver = Saver.of(List.of(Class.forName("woven.Orders", false, rewritten.loader())));
        Coroutine<?> order = (Coroutine<?>) rewritten.call("woven.Orders", "order");
        order.send(null);
        assertThatThrownBy(() -> saver.save(order))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("cannot save Orders.order (Orders.java:5)")
                .hasMessageContaining("woven.Orders was rewritten ahead of time")
                .hasMessageContaining("weave its class by adding");
    }
}
