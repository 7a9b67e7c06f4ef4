package dev.pausa.benchmarks.hello;

import dev.pausa.benchmarks.jdk.StackCoroutine;
import dev.pausa.benchmarks.jdk.ThreadCoroutine;

/** A virtual thread, driven by the main thread. */
public final class HelloVirtualThread {
    private HelloVirtualThread() {}

    /** Runs it. */
    public static void main(String[] args) {
        StackCoroutine greeting =
                ThreadCoroutine.virtual(self -> "hello, ".concat((String) self.suspend("who is there?")));
        greeting.send(null);
        System.out.println(greeting.send("world"));
    }
}
