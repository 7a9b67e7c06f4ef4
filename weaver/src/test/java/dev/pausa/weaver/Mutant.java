package dev.pausa.weaver;

import java.util.Arrays;
import java.util.Random;

/**
 * A class file with one accident in it.
 *
 * @param bytes the file
 * @param accident what happened, for people
 */
record Mutant(byte[] bytes, String accident) {

    static Mutant of(byte[] file, Random random) {
        int at = random.nextInt(file.length);
        return switch (random.nextInt(6)) {
            case 0 -> new Mutant(Arrays.copyOf(file, at), "cut at " + at);
            case 1 -> written(file, at, file[at] ^ 1 << random.nextInt(8));
            case 2 -> written(file, at, random.nextInt(256));
            case 3 -> written(file, at, random.nextBoolean() ? 0 : 255);
            case 4 -> repeated(file, at, 1 + random.nextInt(8));
            default -> without(file, at, 1 + random.nextInt(8));
        };
    }

    private static Mutant written(byte[] file, int at, int value) {
        byte[] bytes = file.clone();
        bytes[at] = (byte) value;
        return new Mutant(bytes, "byte " + at + " is " + (value & 0xFF) + " instead of " + (file[at] & 0xFF));
    }

    private static Mutant repeated(byte[] file, int at, int count) {
        byte[] bytes = new byte[file.length + count];
        System.arraycopy(file, 0, bytes, 0, at);
        System.arraycopy(file, Math.max(0, at - count), bytes, at, count);
        System.arraycopy(file, at, bytes, at + count, file.length - at);
        return new Mutant(bytes, count + " bytes come twice at " + at);
    }

    private static Mutant without(byte[] file, int at, int count) {
        int end = Math.min(file.length, at + count);
        byte[] bytes = Arrays.copyOf(file, file.length - (end - at));
        System.arraycopy(file, end, bytes, at, file.length - end);
        return new Mutant(bytes, (end - at) + " bytes are missing at " + at);
    }
}
