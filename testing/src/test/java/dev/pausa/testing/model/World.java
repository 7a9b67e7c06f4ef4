package dev.pausa.testing.model;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import java.util.function.Supplier;

/** What a program can do: on the driver, and on the model of it. Things are named by numbers. */
interface World {
    int CHANNELS = 3;

    int PROMISES = 2;

    /** How many values a channel keeps. */
    static int capacity(int channel) {
        return channel < CHANNELS - 1 ? channel : Integer.MAX_VALUE;
    }

    /** Returns the time in milliseconds since the beginning. */
    long now();

    Awaitable<?> sleep(int millis);

    Awaitable<?> checkpoint();

    Awaitable<?> send(int channel, int value);

    Awaitable<?> receive(int channel);

    Object trySend(int channel, int value);

    Object tryReceive(int channel);

    void close(int channel);

    /** Receives, or sends, or waits for some time unless that is negative, and says which. */
    Awaitable<?> select(int from, int to, int value, int millis);

    /** Runs a block in a scope. If there is somebody to tell, the scope does not fail with its tasks. */
    Awaitable<?> scope(int id, Told told, Supplier<Coroutine<Object>> block);

    /** The handler of a scope that is supervised. */
    interface Told {
        void failed(String task, Throwable failure);
    }

    /** Starts a task in a scope, or in the loop's if the number is negative. */
    void start(int scope, String task, Coroutine<Object> work);

    void cancelScope(int scope);

    void setDeadline(int scope, int millis);

    Awaitable<?> awaitTask(String task);

    Awaitable<?> awaitEnd(String task);

    void cancelTask(String task);

    Awaitable<?> timeout(int millis, Coroutine<Object> work);

    Awaitable<?> timeoutOr(int millis, Coroutine<Object> work);

    Awaitable<?> shield(int millis, Coroutine<Object> work);

    Awaitable<?> awaitPromise(int promise);

    Object complete(int promise, int value);

    Object fail(int promise, Throwable failure);

    /** Says which kind of exception of its own something is; null for one of the program's. */
    String kind(Throwable thrown);
}
