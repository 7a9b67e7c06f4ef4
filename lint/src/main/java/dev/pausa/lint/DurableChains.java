package dev.pausa.lint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which code awaits what other code makes, up to those that await an operation of durable bodies.
 *
 * @param <C> a piece of code
 */
public final class DurableChains<C> {
    /** Those that make or await an operation themselves. */
    private final Set<C> first = new LinkedHashSet<>();

    private final Map<C, Set<C>> usersOf = new HashMap<>();

    /** Notes that code makes an operation of durable bodies. */
    public void addFirst(C code) {
        first.add(code);
    }

    /** Notes that code awaits, or returns, what other code is the body of or returns. */
    public void add(C user, C used) {
        usersOf.computeIfAbsent(used, any -> new LinkedHashSet<>()).add(user);
    }

    /** Returns the code below which an operation of durable bodies is awaited, directly or through other code. */
    public Set<C> all() {
        Set<C> all = new LinkedHashSet<>(first);
        Deque<C> work = new ArrayDeque<>(first);
        while (!work.isEmpty()) {
            for (C user : usersOf.getOrDefault(work.pop(), Set.of())) {
                if (all.add(user)) {
                    work.push(user);
                }
            }
        }
        return all;
    }
}
