package dev.pausa.peers.idle;

import java.util.function.Function;

/** The ways to have a conversation. */
enum IdleKind {
    PAUSA("Pausa", PausaConversations::new),
    KOTLIN("Kotlin coroutines", KotlinConversations::new),
    THREADS("virtual threads", ThreadConversations::new);

    final String label;
    private final Function<int[], Conversations> kind;

    IdleKind(String label, Function<int[], Conversations> kind) {
        this.label = label;
        this.kind = kind;
    }

    /** Takes where each writes what it has heard. */
    Conversations begin(int[] heard) {
        return kind.apply(heard);
    }
}
