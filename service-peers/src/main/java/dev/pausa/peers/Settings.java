package dev.pausa.peers;

import java.time.Duration;
import java.util.List;

/**
 * How long is measured.
 *
 * @param warmUp each server, with each kind of request
 * @param run one run
 * @param rounds how many runs of each kind
 * @param conversations how many paused bodies are wanted
 * @param sockets how many idle connections
 */
record Settings(Duration warmUp, Duration run, int rounds, int conversations, int sockets) {
    static Settings of(List<String> options) {
        return options.contains("--quick")
                ? new Settings(Duration.ofSeconds(2), Duration.ofSeconds(1), 1, 100_000, 500)
                : new Settings(Duration.ofSeconds(15), Duration.ofSeconds(2), 7, 1_000_000, 5_000);
    }
}
