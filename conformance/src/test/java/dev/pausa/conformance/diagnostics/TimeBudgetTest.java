package dev.pausa.conformance.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.trace.TimeBudget;
import org.junit.jupiter.api.Test;

/** How often all threads' stacks are looked at for refused drivers, by a clock of the test's own. */
class TimeBudgetTest {
    private static final long MS = 1_000_000;

    private long now = System.nanoTime();
    private final TimeBudget budget = new TimeBudget(20 * MS, 50);
    private int looks;

    private void look(long duration) {
        if (budget.begin(now)) {
            looks++;
            now += duration;
            budget.end(now);
        }
    }

    @Test
    void a_thousand_refused_drivers_stop_the_others_for_20_ms_and_one_look() {
        for (int i = 0; i < 1000; i++) {
            look(8 * MS);
        }
        assertThat(looks).isEqualTo(3);
    }

    @Test
    void quick_looks_are_not_counted_but_timed() {
        for (int i = 0; i < 1000; i++) {
            look(MS / 10);
        }
        assertThat(looks).isBetween(200, 205);
    }

    @Test
    void a_fiftieth_of_the_time_comes_back() {
        for (int i = 0; i < 1000; i++) {
            look(5 * MS);
        }
        assertThat(looks).isEqualTo(4);

        for (int i = 0; i < 10_000; i++) { // ten seconds: a fiftieth are 200 ms, which is forty looks
            now += MS;
            look(5 * MS);
        }
        assertThat(looks).isBetween(42, 46);
    }

    @Test
    void what_took_too_long_is_made_up_for() {
        look(520 * MS);
        now += 24_999 * MS;
        look(MS);
        assertThat(looks).isEqualTo(1);
        now += 2 * MS;
        look(MS);
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void one_at_a_time() {
        assertThat(budget.begin(now)).isTrue();
        assertThat(budget.begin(now)).isFalse();
        budget.end(now);
        assertThat(budget.begin(now)).isTrue();
    }
}
