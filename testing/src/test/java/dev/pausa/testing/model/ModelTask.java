package dev.pausa.testing.model;

import dev.pausa.Coroutine;
import java.util.ArrayList;
import java.util.List;

/** A task: a bare coroutine that the model steps, and where in its regions that is. */
final class ModelTask {
    final String name;
    final ModelScope home;

    /** What it is in, from its own region to the innermost one. */
    final List<Region> regions = new ArrayList<>();

    Coroutine<Object> body;
    boolean isReady;
    boolean isDone;

    /** What is raised when it goes on. */
    Throwable raised;

    /** What it waits for; and the scope for whose tasks it waits. */
    Operation waiting;

    ModelScope joining;

    /** Who waits for its end. */
    final List<Operation> awaiting = new ArrayList<>();

    /** How it ended. */
    Object value;

    Throwable failure;
    boolean isCancelled;

    ModelTask(String name, ModelScope home) {
        this.name = name;
        this.home = home;
        regions.add(new Region(home));
    }

    Region own() {
        return regions.get(0);
    }

    Region innermost() {
        return regions.get(regions.size() - 1);
    }

    /** Whether it would wait for itself, if it waited for another task. */
    boolean isIn(ModelTask other) {
        return this == other || home.owner != null && home.owner.isIn(other);
    }

    void makeReady() {
        isReady = true;
        waiting = null;
        joining = null;
    }
}
