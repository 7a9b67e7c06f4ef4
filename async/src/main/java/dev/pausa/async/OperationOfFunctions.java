package dev.pausa.async;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** See {@link Operation#operation}. */
final class OperationOfFunctions<T extends @Nullable Object> extends Operation<T> {
    private final String what;
    private final Consumer<? super Waker<T>> begin;
    private final Runnable stop;

    OperationOfFunctions(String what, Consumer<? super Waker<T>> begin, Runnable stop) {
        this.what = what;
        this.begin = begin;
        this.stop = stop;
    }

    @Override
    protected void begin(Waker<T> waker) {
        begin.accept(waker);
    }

    @Override
    protected boolean withdraw() {
        stop.run();
        return true;
    }

    @Override
    public String describe() {
        return what;
    }
}
