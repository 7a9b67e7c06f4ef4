package dev.pausa.peers.load;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What is asked for, and how each answer is checked. */
public enum Wanted {
    /** The page of 20 queries. */
    PAGE(
            "/page?queries=20",
            "\\[(\\{\"id\":\\d+,\"name\":\"product \\d+\",\"priceCents\":\\d+," + "\"stock\":1000},?){20}]"),

    /** The checkout, with two partners. */
    CHECKOUT("/checkout", "\\{\"order\":\\d+,\"payment\":\"paid\",\"parcel\":\"sent\"}");

    private final byte[] request;
    private final Pattern body;

    Wanted(String path, String body) {
        this.request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        this.body = Pattern.compile(body);
    }

    byte[] request() {
        return request;
    }

    /** Refuses an answer that is not what was asked for. */
    void check(String head, String answered) {
        if (!head.startsWith("HTTP/1.1 200 ") || !body.matcher(answered).matches()) {
            throw new IllegalStateException(name() + " was answered with:\n" + head + "\n\n" + answered);
        }
    }
}
