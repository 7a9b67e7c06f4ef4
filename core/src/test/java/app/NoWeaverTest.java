package app;

import static dev.pausa.Coroutine.coroutine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pausa.WeaveException;
import org.junit.jupiter.api.Test;

/** The core by itself, as an application sees it: there is no weaver on the class path of these tests. */
class NoWeaverTest {
    @Test
    void a_body_is_refused_with_what_to_depend_on() {
        WeaveException refused = catchThrowableOfType(WeaveException.class, () -> coroutine(() -> {}));
        assertThat(refused.reason()).isEqualTo(WeaveException.Reason.NO_WEAVER);
        assertThat(refused.className()).isEqualTo("app.NoWeaverTest");
        assertThat(refused.location()).isNull();
        assertThat(refused.getMessage())
                .startsWith("cannot weave the body in app.NoWeaverTest, used at app.NoWeaverTest.")
                .endsWith("): no weaver is on the class path, only Pausa's core; depend on dev.pausa:pausa,"
                        + " which contains both, or rewrite its class ahead of time with `./pausa weave"
                        + " --rewrite`");
    }
}
