package dev.pausa.service.http;

import java.time.Duration;

/**
 * What the service lets clients have, on each of its event loops.
 *
 * @param running how many requests run at once
 * @param waiting how many wait for their turn; others are refused with 503
 * @param streams how many exports and uploads run at once; twice as many wait
 * @param request how long a request may take, with its wait
 * @param stream how long an export or upload may take
 * @param stall how long a client may take to read what it was sent, or to send what it is asked for
 * @param head how long a connection may be without a request
 * @param connections how many connections there are at most
 * @param bodyBytes how long the body of a request may be, except an upload's
 * @param eventsBehind how many events a client may be behind
 * @param eventClients how many clients listen to events, in all
 */
public record Limits(
        int running,
        int waiting,
        int streams,
        Duration request,
        Duration stream,
        Duration stall,
        Duration head,
        int connections,
        int bodyBytes,
        int eventsBehind,
        int eventClients) {
    /**
     * Returns those that hold when nothing else is said.
     *
     * @return the limits
     */
    public static Limits usual() {
        Duration stall = Duration.ofSeconds(10);
        return new Limits(
                64, 512, 4, Duration.ofSeconds(30), Duration.ofMinutes(30), stall, stall, 20_000, 64 << 10, 64, 20_000);
    }
}
