package dev.pausa.weaver;

import dev.pausa.frame.Index;

/**
 * What tells a frame class from all that were woven from something else: a hash of the class file that the weaver read,
 * of the method and of how it was woven. Two bodies may get one name for their frame classes, and a frame class may lie
 * on disk that was woven from an older class file, so a class that is found under a frame's name is used only if it has
 * the right fingerprint.
 *
 * <p>The hash is FNV-1a of 64 bits. It guards against accidents, not against attackers, who could as well change the
 * code. A message digest of the JDK's would have its providers loaded at each start of a program.
 */
public final class Fingerprint {
    private static final long OFFSET_BASIS = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    private long hash = OFFSET_BASIS;

    private Fingerprint() {}

    /** Returns the fingerprint of what is woven from a body: 16 hexadecimal digits. */
    static String of(BodySource source, boolean forDebugger) {
        Fingerprint print = new Fingerprint();
        print.add(source.classFile());
        print.add(source.method().name);
        print.add(source.method().desc);
        print.add(source.kind().name());
        print.add(source.captures() ? 1 : 0);
        print.add(forDebugger ? 1 : 0);
        print.add(Index.LEVEL);
        return print.digits();
    }

    /**
     * Returns the hash of a class file.
     *
     * @param classFile the bytes
     * @return 16 hexadecimal digits
     */
    public static String of(byte[] classFile) {
        Fingerprint print = new Fingerprint();
        print.add(classFile);
        return print.digits();
    }

    private String digits() {
        String digits = Long.toHexString(hash);
        return "0".repeat(16 - digits.length()) + digits;
    }

    private void add(byte[] bytes) {
        long sum = hash;
        for (byte each : bytes) {
            sum = (sum ^ each & 0xFF) * PRIME;
        }
        hash = sum;
    }

    private void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            add(text.charAt(i));
        }
        add(-1);
    }

    private void add(int number) {
        hash = (hash ^ number & 0xFFFFFFFFL) * PRIME;
    }
}
