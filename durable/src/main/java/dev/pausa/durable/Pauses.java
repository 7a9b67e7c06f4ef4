package dev.pausa.durable;

/** Waits between questions to a database that does not answer. */
final class Pauses {
    private Pauses() {}

    /** Returns whether the time has passed; false if this thread is to end. */
    static boolean pause(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
