package dev.pausa.durable;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.frame.AsyncStep;
import dev.pausa.frame.Handle;
import org.jspecify.annotations.Nullable;

/** The kinds of coroutine objects, and objects of them with nothing in them. */
final class Handles {
    private Handles() {}

    static String nameOf(Handle handle) {
        if (handle instanceof Generator<?, ?, ?>) {
            return "generator";
        } else if (handle instanceof AsyncGenerator<?, ?>) {
            return "async generator";
        }
        return handle instanceof AsyncStep<?> ? "step" : "coroutine";
    }

    /** Returns the type of objects of a kind, or null if there is no such kind. */
    static @Nullable Class<?> type(String name) {
        return switch (name) {
            case "coroutine" -> Coroutine.class;
            case "generator" -> Generator.class;
            case "async generator" -> AsyncGenerator.class;
            case "step" -> AsyncStep.class;
            default -> null;
        };
    }

    /** Returns an object that has not begun, to be made consist of something else. */
    static Handle shell(String name) {
        return switch (name) {
            case "generator" -> Generator.generator(g -> {});
            case "async generator" -> AsyncGenerator.asyncGenerator(g -> {});
            default -> Coroutine.coroutine(() -> {});
        };
    }
}
