package dev.pausa.testing;

import java.util.List;

/** Chooses what runs next. One is good for one run. */
@FunctionalInterface
interface Order {
    /** The order that a loop by itself has. */
    Order OF_A_LOOP = alternatives -> 0;

    /** What stands in the list beside tasks, where time may pass although something is ready. */
    String TIME = "(time passes)";

    /**
     * Returns a position in a list.
     *
     * @param alternatives the names of what may run, each of them once, not empty; first what would run in a loop by
     *     itself
     */
    int choose(List<String> alternatives);

    /** Told that a task gives way to others. */
    default void givingWay(String task) {}
}
