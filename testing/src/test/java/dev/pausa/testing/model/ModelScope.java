package dev.pausa.testing.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** A region that tasks live in. */
final class ModelScope extends Region {
    /** Whose block it is; null for the loop's scope. */
    final ModelTask owner;

    /** Who is told of failures; null if the scope fails with them. */
    final World.Told told;

    final List<ModelTask> tasks = new ArrayList<>();
    boolean isBlockOver;
    Throwable failure;

    ModelScope(ModelTask owner, World.Told told) {
        super(owner == null ? null : owner.innermost());
        this.owner = owner;
        this.told = told;
    }

    /** Adds a failure of a task. */
    void add(Throwable added) {
        if (failure == null) {
            failure = added;
        } else if (!shows(failure, added) && !shows(added, failure)) {
            failure.addSuppressed(added);
        }
    }

    /** Adds the failure of the block: it comes first if it tells of the first one. */
    void addOfBlock(Throwable added) {
        if (failure != null && shows(added, failure)) {
            failure = added;
        } else {
            add(added);
        }
    }

    private static boolean shows(Throwable outer, Throwable wanted) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(outer));
        while (!open.isEmpty()) {
            Throwable next = open.pop();
            if (seen.add(next)) {
                Collections.addAll(open, next.getSuppressed());
                if (next.getCause() != null) {
                    open.push(next.getCause());
                }
            }
        }
        return seen.contains(wanted);
    }
}
