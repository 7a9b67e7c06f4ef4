package dev.pausa.benchmarks.hello;

import dev.pausa.benchmarks.jdk.ContinuationCoroutine;
import dev.pausa.benchmarks.jdk.StackCoroutine;

/** The JDK's continuation. */
public final class HelloContinuation {
    private HelloContinuation() {}

    /** Runs it. */
    public static void main(String[] args) {
        StackCoroutine greeting =
                new ContinuationCoroutine(self -> "hello, ".concat((String) self.suspend("who is there?")));
        greeting.send(null);
        System.out.println(greeting.send("world"));
    }
}
