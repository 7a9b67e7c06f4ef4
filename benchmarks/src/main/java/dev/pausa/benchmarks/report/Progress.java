package dev.pausa.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** Tells on the error output what is being measured, and keeps what failed. */
final class Progress {
    private static final List<String> FAILURES = new ArrayList<>();

    private Progress() {}

    static void say(String what) {
        System.err.println("  " + what);
    }

    static void fail(String what) {
        FAILURES.add(what);
        say(what);
    }

    static List<String> failures() {
        return FAILURES;
    }
}
