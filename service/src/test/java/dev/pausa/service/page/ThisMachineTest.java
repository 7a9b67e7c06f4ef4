package dev.pausa.service.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThisMachineTest {
    private static boolean asks(String peer, String host, MultiMap headers) {
        return ThisMachine.asks(SocketAddress.inetSocketAddress(40_000, peer), HostAndPort.create(host, 8080), headers);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost, true",
        "127.0.0.1, LOCALHOST, true",
        "127.1.2.3, 127.0.0.1, true",
        "::1, [::1], true",
        "::ffff:127.0.0.1, localhost, true",
        "192.0.2.7, localhost, false",
        "192.0.2.7, 192.0.2.1, false",
        "2001:db8::7, localhost, false",
        "127.0.0.1, rebound.example.org, false",
        "127.0.0.1, localhost.example.org, false",
        "127.0.0.1, 192.0.2.1, false"
    })
    void who_asks_from_this_machine_for_this_machine_does(String peer, String host, boolean isOf) {
        assertThat(asks(peer, host, MultiMap.caseInsensitiveMultiMap())).isEqualTo(isOf);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "x-forwarded-for", "X-Real-IP", "via"})
    void a_proxy_asks_for_somebody_else(String header) {
        assertThat(asks(
                        "127.0.0.1",
                        "localhost",
                        MultiMap.caseInsensitiveMultiMap().add(header, "for=192.0.2.7")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_not_known_is_not_of_this_machine(boolean isPeerKnown) {
        assertThat(ThisMachine.asks(
                        isPeerKnown ? SocketAddress.inetSocketAddress(40_000, "127.0.0.1") : null,
                        isPeerKnown ? null : HostAndPort.create("localhost", 8080),
                        MultiMap.caseInsensitiveMultiMap()))
                .isFalse();
    }
}
