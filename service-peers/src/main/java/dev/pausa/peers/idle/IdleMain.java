package dev.pausa.peers.idle;

import java.lang.management.ManagementFactory;

/** Fills the heap of this JVM with paused bodies, measures them, wakes them all, and checks what each has heard. */
final class IdleMain {
    /** How many are begun to see how large one is. */
    private static final int TRIAL = 50_000;

    /** What stays free, so that the collector can work. */
    private static final double FREE = 0.06;

    private IdleMain() {}

    /** Takes the kind of conversation, and how many are wanted. */
    public static void main(String[] arguments) throws Exception {
        int wanted = Integer.parseInt(arguments[1]);
        int[] heard = new int[wanted];
        Conversations conversations = IdleKind.valueOf(arguments[0]).begin(heard);
        long before = used();
        int trial = Math.min(TRIAL, wanted);
        conversations.begin(0, trial);
        int count = Math.min(wanted, room(before, (used() - before) / trial));
        conversations.begin(trial, count);
        long each = (used() - before) / count;
        wake(conversations, count);
        check(heard, count);
        System.out.println("held " + count + " " + each);
        System.exit(0);
    }

    private static int room(long before, long each) {
        return (int) ((Runtime.getRuntime().maxMemory() * (1 - FREE) - before) / each);
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
