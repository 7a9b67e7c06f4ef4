package dev.pausa.peers.idle;

import java.lang.management.ManagementFactory;

/** Fills the heap of this JVM with paused bodies, measures them, wakes them all, and checks what each has heard. */
final class IdleMain {
    /** How many the first step begins. */
    private static final int FIRST = 50_000;

    /** So much of the heap is filled; the rest is for the collector. */
    private static final double FULL = 0.94;

    private IdleMain() {}

    /** Takes the kind of conversation, and how many are wanted. */
    public static void main(String[] arguments) throws Exception {
        int wanted = Integer.parseInt(arguments[1]);
        int[] heard = new int[wanted];
        Conversations conversations = IdleKind.valueOf(arguments[0]).begin(heard);
        long before = used();
        int count = fill(conversations, before, wanted);
        long each = (used() - before) / count;
        wake(conversations, count);
        check(heard, count);
        System.out.println("held " + count + " " + each);
        System.exit(0);
    }

    /** Begins as many as are wanted, or there is room for; in steps, each of which shows how large they are. */
    private static int fill(Conversations conversations, long before, int wanted) throws Exception {
        int count = Math.min(FIRST, wanted);
        conversations.begin(0, count);
        while (count < wanted) {
            long used = used() - before;
            long room = (long) (Runtime.getRuntime().maxMemory() * FULL) - before - used;
            int step = (int) Math.min(Math.min(wanted, 2 * count) - count, room * count / used);
            if (step < count / 100) {
                return count;
            }
            conversations.begin(count, count + step);
            count += step;
        }
        return count;
    }

    /** Returns how much of the heap is in use, when what is not has been collected. */
    static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static int value(int number) {
        return number ^ 0x5A5A5A;
    }

    private static void wake(Conversations conversations, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            if (!conversations.wake(i, value(i))) {
                throw new IllegalStateException("conversation " + i + " was not waiting");
            }
        }
        conversations.join();
    }

    private static void check(int[] heard, int count) {
        for (int i = 0; i < count; i++) {
            if (heard[i] != value(i)) {
                throw new IllegalStateException("conversation " + i + " has heard " + heard[i]);
            }
        }
    }
}
