package dev.pausa.testing.model;

import java.util.ArrayList;
import java.util.List;

/** A value or a failure that comes once, and those who wait for it. */
final class ModelPromise {
    private final List<Operation> waiting = new ArrayList<>();
    private boolean isDone;
    private Object value;
    private Throwable failure;

    boolean set(Object with, Throwable failedWith) {
        if (isDone) {
            return false;
        }
        isDone = true;
        value = with;
        failure = failedWith;
        List.copyOf(waiting).forEach(this::tell);
        return true;
    }

    private void tell(Operation who) {
        if (failure != null) {
            who.fail(failure);
        } else {
            who.complete(value);
        }
    }

    Operation operation() {
        return new Operation() {
            @Override
            void begin() {
                if (isDone) {
                    tell(this);
                } else {
                    waiting.add(this);
                }
            }

            @Override
            void forget() {
                waiting.remove(this);
            }
        };
    }
}
