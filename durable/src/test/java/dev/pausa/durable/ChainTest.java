package dev.pausa.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import org.junit.jupiter.api.Test;

/** What becomes of coroutines that an engine lets go of. */
class ChainTest {
    private static final Snapshots SNAPSHOTS = Snapshots.builder()
            .host("flows", Flows.class)
            .register("guarded", 1, Flows::guarded)
            .build();

    @Test
    @Rule("S2")
    void each_coroutine_that_was_loaded_from_one_snapshot_is_discarded() {
        Chain chain = new Chain(SNAPSHOTS, "guarded");
        chain.begin("discarded by a chain");
        chain.resume(Next.value(null));
        byte[] snapshot = chain.save("run", 1);
        for (int times = 0; times < 3; times++) {
            Coroutine<?> present = chain.coroutine();
            chain.discard();
            assertThat(present.state()).isEqualTo(CoroutineState.CLOSED);
            chain.load(snapshot);
        }
        chain.discard();
        assertThat(Flows.LEFT).doesNotContain("discarded by a chain");
    }
}
