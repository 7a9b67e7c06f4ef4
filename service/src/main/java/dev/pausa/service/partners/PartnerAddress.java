package dev.pausa.service.partners;

import java.time.Duration;

/**
 * Where a partner is, and how it is called.
 *
 * @param host its host
 * @param port its port
 * @param time how long it may take for an answer
 * @param attempts how often it is tried
 * @param pause how long to wait at most before the second try; this doubles with each further one
 * @param atOnce how many calls of one event loop run at once
 */
public record PartnerAddress(String host, int port, Duration time, int attempts, Duration pause, int atOnce) {
    /**
     * Returns the address of a partner on this machine, called as usual.
     *
     * @param port its port
     * @return the address
     */
    public static PartnerAddress local(int port) {
        return new PartnerAddress("localhost", port, Duration.ofSeconds(2), 3, Duration.ofMillis(200), 32);
    }
}
