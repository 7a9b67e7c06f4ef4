package dev.pausa.durable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are written one after the other. */
final class PackedOutput {
    private byte[] bytes = new byte[64];
    private int size;

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    void writeByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    void writeInt(int value) {
        writeByte(value >>> 24);
        writeByte(value >>> 16);
        writeByte(value >>> 8);
        writeByte(value);
    }

    void writeLong(long value) {
        writeInt((int) (value >>> 32));
        writeInt((int) value);
    }

    /** Small numbers of either sign take few bytes. */
    void writeVariable(long value) {
        ensure(10);
        long left = value << 1 ^ value >> 63;
        while ((left & ~0x7FL) != 0) {
            bytes[size++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[size++] = (byte) left;
    }

    @SuppressWarnings("deprecation") // takes the lower bytes of the characters, which is what is wanted of ASCII
    void writeText(String text) {
        int length = text.length();
        if (isAscii(text)) {
            writeVariable(length);
            ensure(length);
            text.getBytes(0, length, bytes, size);
            size += length;
        } else {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            writeVariable(encoded.length);
            write(encoded);
        }
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    void write(byte[] more) {
        ensure(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }
}
