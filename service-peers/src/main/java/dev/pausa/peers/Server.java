package dev.pausa.peers;

import dev.pausa.peers.load.Latencies;
import dev.pausa.peers.load.Load;
import dev.pausa.peers.load.Wanted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A peer that serves, in a JVM of its own. */
final class Server implements AutoCloseable {
    /** Those that {@code --jvm} gives are the last. */
    static final List<String> OPTIONS = Stream.concat(
                    Stream.of("-Xms512m", "-Xmx512m", "-XX:+UseG1GC", "--enable-native-access=ALL-UNNAMED"),
                    Stream.of(System.getProperty("peers.jvm", "").split(" ")).filter(option -> !option.isEmpty()))
            .toList();

    final Peer peer;
    private final Jvm jvm;
    private final int port;

    Server(Peer peer, String database, int partners) throws IOException {
        this.peer = peer;
        port = freePort();
        jvm = new Jvm(
                OPTIONS,
                ServerMain.class,
                List.of(peer.name(), database, String.valueOf(partners), String.valueOf(port)));
        jvm.read("ready");
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    Sample run(Wanted wanted, int connections, Duration time) throws IOException {
        Used before = used();
        Latencies latencies = Load.run(wanted, connections, port, time);
        return Sample.of(latencies, used().since(before));
    }

    private Used used() throws IOException {
        return Used.of(jvm.ask("used?", "used"));
    }

    @Override
    public void close() throws InterruptedException {
        jvm.close();
    }
}
