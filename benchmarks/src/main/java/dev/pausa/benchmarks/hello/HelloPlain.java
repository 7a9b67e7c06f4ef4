package dev.pausa.benchmarks.hello;

/** No coroutine. */
public final class HelloPlain {
    private HelloPlain() {}

    /** Runs it. */
    public static void main(String[] args) {
        System.out.println("hello, ".concat("world"));
    }
}
