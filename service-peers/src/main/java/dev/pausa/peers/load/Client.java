package dev.pausa.peers.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One connection, which has at most one request under way. */
final class Client implements AutoCloseable {
    private static final String LENGTH = "content-length: ";

    private final Wanted wanted;
    private final SocketChannel socket;
    private final ByteBuffer received = ByteBuffer.allocate(16 * 1024);
    private long sentAt;

    Client(Wanted wanted, int port, Selector selector) throws IOException {
        this.wanted = wanted;
        socket = SocketChannel.open(new InetSocketAddress("localhost", port));
        socket.configureBlocking(false);
        socket.register(selector, SelectionKey.OP_READ, this);
    }

    void ask() throws IOException {
        ByteBuffer request = ByteBuffer.wrap(wanted.request());
        sentAt = System.nanoTime();
        if (socket.write(request) != wanted.request().length) {
            throw new IOException("a request of " + wanted.request().length + " bytes did not fit into the socket");
        }
    }

    /** Reads what is there. Returns how long the answer has taken, if that is all of it; else -1. */
    long read() throws IOException {
        if (socket.read(received) < 0) {
            throw new EOFException("the server has closed a connection on which it was asked something");
        }
        String text = new String(received.array(), 0, received.position(), StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0 || text.length() < head + 4 + length(text)) {
            return -1;
        }
        long nanos = System.nanoTime() - sentAt;
        wanted.check(text.substring(0, head), text.substring(head + 4));
        received.clear();
        return nanos;
    }

    private static int length(String text) {
        int at = text.indexOf(LENGTH) + LENGTH.length();
        return Integer.parseInt(text, at, text.indexOf('\r', at), 10);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
