package dev.pausa.service.page;

import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells who asks from this machine: not for somebody else, as a proxy does, and not for a page of another site. */
final class ThisMachine {
    private static final List<String> PROXIES = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

    private ThisMachine() {}

    static boolean asks(HttpServerRequest request) {
        return asks(request.remoteAddress(), request.authority(), request.headers());
    }

    /** A page of another site, whose name has come to mean this machine, would ask for that name. */
    static boolean asks(@Nullable SocketAddress peer, @Nullable HostAndPort wanted, MultiMap headers) {
        return peer != null
                && isLoopback(peer.hostAddress())
                && wanted != null
                && (wanted.host().equalsIgnoreCase("localhost") || isLoopback(wanted.host()))
                && PROXIES.stream().noneMatch(headers::contains);
    }

    private static boolean isLoopback(@Nullable String address) {
        InetAddress parsed = address == null ? null : NetUtil.createInetAddressFromIpAddressString(address);
        return parsed != null && parsed.isLoopbackAddress();
    }
}
