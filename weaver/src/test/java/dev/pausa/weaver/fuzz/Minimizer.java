package dev.pausa.weaver.fuzz;

import java.util.Map;
import java.util.Optional;

/** Drops statements from a failing body for as long as it fails. */
final class Minimizer {
    private Minimizer() {}

    static Program minimize(Program failing) {
        for (Block smaller : failing.code().smaller()) {
            Program candidate = failing.with(smaller);
            if (fails(candidate).isPresent()) {
                return minimize(candidate);
            }
        }
        return failing;
    }

    /** What is wrong with a body; empty if nothing is, or if it does not compile. */
    static Optional<String> fails(Program program) {
        try {
            return failure(Sources.compile(Map.of(program.name(), program.text())), program.name());
        } catch (Sources.Rejected doesNotCompile) {
            return Optional.empty();
        }
    }

    static Optional<String> failure(ClassLoader loader, String name) {
        try {
            return Trial.failure(loader.loadClass("woven." + name), loader.loadClass("plain." + name));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
