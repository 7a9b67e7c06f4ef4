package dev.pausa.peers.idle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Clients of the server of events. */
final class Listeners implements AutoCloseable {
    private static final byte[] REQUEST =
            "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final List<Socket> sockets = new ArrayList<>();

    Listeners(int port) {
        this.port = port;
    }

    /** Returns when so many more have heard the greeting. */
    void add(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket("localhost", port);
            socket.setSoTimeout(20_000);
            sockets.add(socket);
            socket.getOutputStream().write(REQUEST);
        }
        for (Socket socket : sockets.subList(sockets.size() - count, sockets.size())) {
            readUntil(socket, ": hello\n\n");
        }
    }

    /** Returns when all have heard the news. */
    void hear() throws IOException {
        for (Socket socket : sockets) {
            readUntil(socket, "data: now\n\n");
        }
    }

    private static void readUntil(Socket socket, String wanted) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(wanted) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("the server has closed a connection instead of sending " + wanted + ": " + read);
            }
            read.append((char) next);
        }
    }

    @Override
    public void close() {
        sockets.forEach(Listeners::close);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
