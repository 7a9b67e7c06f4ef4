package dev.pausa.benchmarks.hello;

/** A state machine written by hand. */
public final class HelloHand {
    private int state;

    private HelloHand() {}

    private Object resume(Object sent) {
        return state++ == 0 ? "who is there?" : "hello, ".concat((String) sent);
    }

    /** Runs it. */
    public static void main(String[] args) {
        HelloHand greeting = new HelloHand();
        greeting.resume("");
        System.out.println(greeting.resume("world"));
    }
}
