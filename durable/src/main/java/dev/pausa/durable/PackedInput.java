package dev.pausa.durable;

import java.nio.charset.StandardCharsets;

/** Reads what {@link PackedOutput} wrote. What is read may be anything, so each read may find that it is not. */
final class PackedInput {
    private final byte[] bytes;
    private int at;

    PackedInput(byte[] bytes) {
        this.bytes = bytes;
    }

    private static SnapshotException cut() {
        return SnapshotException.malformed("its bytes end too soon");
    }

    int readByte() {
        if (at >= bytes.length) {
            throw cut();
        }
        return bytes[at++];
    }

    int readInt() {
        if (bytes.length - at < 4) {
            throw cut();
        }
        int value = (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | bytes[at + 3] & 0xFF;
        at += 4;
        return value;
    }

    long readLong() {
        return (long) readInt() << 32 | readInt() & 0xFFFFFFFFL;
    }

    long readVariable() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw SnapshotException.malformed("a number in it does not end");
    }

    /** Reads how many bytes or elements follow, each of which takes a byte at least. */
    int readCount() {
        long count = readVariable();
        if (count < 0 || count > bytes.length - at) {
            throw cut();
        }
        return (int) count;
    }

    String readText() {
        int length = readCount();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    boolean isAtEnd() {
        return at == bytes.length;
    }
}
