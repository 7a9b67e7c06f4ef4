package dev.pausa.demo.office;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the tools work on. It keeps orders and bookings by the keys of calls: one that is repeated changes nothing. */
public final class Shop {
    private final Map<String, String> orders = new LinkedHashMap<>();
    private final Map<String, String> bookings = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final Consumer<String> onOrder;

    /**
     * Makes one.
     *
     * @param onOrder is told of each order that has been taken, before its caller is
     */
    public Shop(Consumer<String> onOrder) {
        this.onOrder = onOrder;
    }

    String search(String article) {
        return article + "-160 costs 389";
    }

    String budget() {
        return "2000";
    }

    String order(String what, String key) {
        String taken = keep(orders, key, what, "order");
        onOrder.accept(key);
        return taken;
    }

    String book(String what, String key) {
        return keep(bookings, key, what, "booking");
    }

    private synchronized String keep(Map<String, String> kept, String key, String what, String kind) {
        boolean isNew = kept.putIfAbsent(key, what) == null;
        calls.add(kind + " of " + what + " with key " + key + (isNew ? "" : ", which is known: nothing done"));
        return kind + " " + (List.copyOf(kept.keySet()).indexOf(key) + 1);
    }

    /**
     * Returns how many orders were taken.
     *
     * @return a count of keys
     */
    public synchronized int orders() {
        return orders.size();
    }

    /**
     * Returns how many bookings were made.
     *
     * @return a count of keys
     */
    public synchronized int bookings() {
        return bookings.size();
    }

    /**
     * Returns what was called with a key.
     *
     * @return a line for each call, in order
     */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }
}
