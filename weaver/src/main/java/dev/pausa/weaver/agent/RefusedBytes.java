package dev.pausa.weaver.agent;

/** Makes of a loaded class's bytes a sound class file that the JVM refuses as its new version (JVMTI 11.2.7). */
final class RefusedBytes {
    private RefusedBytes() {}

    /** Where the high byte of the flag ACC_SYNTHETIC (JVMS 4.1) is set. */
    private static final int SYNTHETIC = 0x10;

    private static final int COUNT = 8;
    private static final int POOL = 10;

    /** Returns a copy whose class is synthetic if it was not, and the other way round. */
    static byte[] of(byte[] classFile) {
        byte[] copy = classFile.clone();
        copy[endOfPool(classFile)] ^= SYNTHETIC;
        return copy;
    }

    private static int endOfPool(byte[] file) {
        int count = two(file, COUNT);
        int at = POOL;
        for (int entry = 1; entry < count; entry++) {
            int tag = file[at];
            at += size(file, at, tag);
            if (tag == 5 || tag == 6) { // a long or double takes two entries (JVMS 4.4.5)
                entry++;
            }
        }
        return at;
    }

    private static int size(byte[] file, int at, int tag) {
        return switch (tag) {
            case 1 -> 3 + two(file, at + 1); // text
            case 5, 6 -> 9; // long, double
            case 7, 8, 16, 19, 20 -> 3; // class, string, method type, module, package
            case 15 -> 4; // method handle
            default -> 5; // two indices, or an int or float
        };
    }

    private static int two(byte[] file, int at) {
        return (file[at] & 0xFF) << 8 | file[at + 1] & 0xFF;
    }
}
