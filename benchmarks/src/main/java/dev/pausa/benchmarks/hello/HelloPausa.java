package dev.pausa.benchmarks.hello;

import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.Coroutine;
import dev.pausa.Step;

/** One coroutine, woven when it is made. */
public final class HelloPausa {
    private HelloPausa() {}

    /** Runs it. */
    public static void main(String[] args) {
        Coroutine<String> greeting = coroutine(() -> "hello, ".concat((String) suspend("who is there?")));
        greeting.send(null);
        System.out.println(((Step.Returned<String>) greeting.step("world")).value());
    }
}
