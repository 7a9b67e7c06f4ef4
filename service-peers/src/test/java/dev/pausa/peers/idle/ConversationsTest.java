package dev.pausa.peers.idle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConversationsTest {
    @ParameterizedTest
    @EnumSource
    void each_hears_what_it_was_sent(IdleKind kind) throws Exception {
        int[] heard = new int[100];
        Conversations conversations = kind.begin(heard);
        conversations.begin(0, 40);
        conversations.begin(40, 100);
        for (int i = 0; i < 100; i++) {
            assertThat(conversations.wake(i, i + 1)).isTrue();
        }
        conversations.join();
        assertThat(heard).startsWith(1, 2, 3).endsWith(99, 100).doesNotContain(0);
    }
}
