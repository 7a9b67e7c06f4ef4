package dev.pausa.peers.idle;

/** Bodies that wait, each in a task of its own for a value that comes through a channel of its own. */
public interface Conversations {
    /**
     * Begins some, and returns when all of them wait.
     *
     * @param from the number of the first
     * @param to the number after the last
     * @throws Exception if one does not begin
     */
    void begin(int from, int to) throws Exception;

    /**
     * Sends one a value.
     *
     * @param number its number
     * @param value the value
     * @return whether it was waiting
     */
    boolean wake(int number, int value);

    /**
     * Waits for all, which have been woken.
     *
     * @throws Exception if that cannot be
     */
    void join() throws Exception;
}
