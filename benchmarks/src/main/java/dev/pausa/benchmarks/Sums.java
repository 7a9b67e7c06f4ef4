package dev.pausa.benchmarks;

/** What the workloads must compute. */
final class Sums {
    private Sums() {}

    /** The sum of all totals when 1, 2, 3 … are added, one at a time, to what was there before. */
    static int ofTotals(int before, int times) {
        return times * before + (int) (times * (times + 1L) * (times + 2) / 6);
    }

    /** The sum of the numbers below this one. */
    static int ofRange(int end) {
        return (int) ((long) end * (end - 1) / 2);
    }

    /** The sum of the numbers from 1 on, each modulo 128. */
    static int ofTicks(int times) {
        int sum = 0;
        for (int i = 1; i <= times; i++) {
            sum += i & 127;
        }
        return sum;
    }

    /** The sum of all totals when 1, 2, 3 …, each modulo 128, are added, one at a time. */
    static int ofTotalsOfTicks(int times) {
        int total = 0;
        int sum = 0;
        for (int i = 1; i <= times; i++) {
            total += i & 127;
            sum += total;
        }
        return sum;
    }

    /** The sum of the numbers from 0 on, each modulo 128. */
    static int ofBytes(int times) {
        return ofTicks(times - 1);
    }

    /** The sum of what the children return. */
    static int ofChildren(int times, boolean mixed) {
        int sum = 0;
        for (int i = 0; i < times; i++) {
            int kind = mixed ? i % 3 : 0;
            sum += kind == 0 ? i + 1 : kind == 1 ? i * 2 : i ^ 5;
        }
        return sum;
    }

    /** What a large body returns that is sent 1, 2, 3 …, each modulo 128. */
    static int ofLargeBody(int pauses, int times) {
        int[] counters = new int[12];
        int total = 0;
        for (int i = 1; i <= times; i++) {
            total += (i & 127) + counters[(i - 1) % pauses % counters.length]++;
        }
        for (int counter : counters) {
            total += counter;
        }
        return total;
    }
}
