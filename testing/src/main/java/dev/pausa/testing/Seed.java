package dev.pausa.testing;

import java.util.Random;

/**
 * What all of a run follows from.
 *
 * @param number the number that random numbers are made of
 * @param kind how the order of tasks is made
 * @param depth for {@link Kind#PCT}, see {@link Priorities}
 * @param length for {@link Kind#PCT}
 */
record Seed(long number, Kind kind, int depth, int length) {
    /** How the order of tasks is made. */
    enum Kind {
        /** As in a loop by itself. */
        FIFO,
        /** At random. */
        WALK,
        /** By random priorities that change at few points. */
        PCT
    }

    static Seed fifo(long number) {
        return new Seed(number, Kind.FIFO, 0, 0);
    }

    static Seed walk(long number) {
        return new Seed(number, Kind.WALK, 0, 0);
    }

    static Seed pct(long number, int depth, int length) {
        return new Seed(number, Kind.PCT, depth, length);
    }

    /** Returns the seed that has such a text. */
    static Seed parse(String text) {
        String[] parts = text.split("/", -1);
        try {
            long number = Long.parseLong(parts[0]);
            if (parts.length == 1) {
                return walk(number);
            }
            if (parts.length == 2 && parts[1].equals("fifo")) {
                return fifo(number);
            }
            if (parts.length == 4 && parts[1].equals("pct")) {
                return pct(number, Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("not a seed: '" + text
                + "'; expected what a failure has shown, NUMBER, NUMBER/fifo or NUMBER/pct/DEPTH/LENGTH");
    }

    Order order() {
        return switch (kind) {
            case FIFO -> Order.OF_A_LOOP;
            case WALK -> new RandomWalk(random(0));
            case PCT -> new Priorities(random(0), depth, length);
        };
    }

    /**
     * Returns one of several independent sources of random numbers. The algorithm of {@link Random} is the same on all
     * JDKs.
     */
    Random random(int stream) {
        long mixed = number * 4 + stream + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return new Random(mixed ^ (mixed >>> 31));
    }

    /** Returns its text. */
    @Override
    public String toString() {
        return switch (kind) {
            case FIFO -> number + "/fifo";
            case WALK -> Long.toString(number);
            case PCT -> number + "/pct/" + depth + "/" + length;
        };
    }
}
