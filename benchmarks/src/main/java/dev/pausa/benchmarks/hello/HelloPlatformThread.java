package dev.pausa.benchmarks.hello;

import dev.pausa.benchmarks.jdk.StackCoroutine;
import dev.pausa.benchmarks.jdk.ThreadCoroutine;

/** A platform thread, driven by the main thread. */
public final class HelloPlatformThread {
    private HelloPlatformThread() {}

    /** Runs it. */
    public static void main(String[] args) {
        StackCoroutine greeting =
                ThreadCoroutine.platform(self -> "hello, ".concat((String) self.suspend("who is there?")));
        greeting.send(null);
        System.out.println(greeting.send("world"));
    }
}
