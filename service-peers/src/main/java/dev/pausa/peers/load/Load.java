package dev.pausa.peers.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks a server for a while. */
public final class Load {
    /** After this, an answer that has not come never will. */
    private static final long PATIENCE_MILLIS = 20_000;

    private final Latencies latencies = new Latencies();
    private int underWay;

    private Load() {}

    /**
     * Asks a server on this machine for a while, and checks each answer.
     *
     * @param wanted what is asked for
     * @param connections how many connections ask
     * @param port the server's
     * @param time for how long; what is under way then is waited for
     * @return how long each answer took
     * @throws IOException if a connection breaks, or is not answered
     */
    public static Latencies run(Wanted wanted, int connections, int port, Duration time) throws IOException {
        Load load = new Load();
        List<Client> clients = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                clients.add(new Client(wanted, port, selector));
            }
            load.run(clients, selector, time);
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
        return load.latencies;
    }

    private void run(List<Client> clients, Selector selector, Duration time) throws IOException {
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        for (Client client : clients) {
            client.ask();
        }
        underWay = clients.size();
        while (underWay > 0) {
            if (selector.select(PATIENCE_MILLIS) == 0) {
                throw new IOException(underWay + " requests are not answered within " + PATIENCE_MILLIS + " ms");
            }
            for (SelectionKey key : selector.selectedKeys()) {
                read((Client) key.attachment(), end);
            }
            selector.selectedKeys().clear();
        }
        latencies.took(System.nanoTime() - begun);
    }

    private void read(Client client, long end) throws IOException {
        long nanos = client.read();
        if (nanos < 0) {
            return;
        }
        latencies.add(nanos);
        if (System.nanoTime() < end) {
            client.ask();
        } else {
            underWay--;
        }
    }
}
