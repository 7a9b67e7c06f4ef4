package dev.pausa.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A yielded value that waits to be taken; null is one. */
class FetchedTest {
    @Test
    void null_has_a_stand_in() {
        assertThat(Fetched.of(null)).isNotNull();
        assertThat(Fetched.value(Fetched.of(null))).isNull();
    }

    @Test
    void any_other_value_stands_for_itself() {
        Object value = new Object();
        assertThat(Fetched.of(value)).isSameAs(value);
        assertThat(Fetched.value(value)).isSameAs(value);
    }
}
