package dev.pausa.async;

/** See {@link Async#checkpoint}: it ends at once, and the task goes to the back of those that are ready. */
final class Checkpoint extends Operation<Void> {
    @Override
    protected void begin(Waker<Void> waker) {
        Wait.completeAtOnce(waker, Typed.nothing());
    }

    @Override
    protected boolean withdraw() {
        return true;
    }

    @Override
    boolean givesWay() {
        return true;
    }

    @Override
    protected boolean isExternal() {
        return false;
    }

    @Override
    public String describe() {
        return "checkpoint";
    }
}
