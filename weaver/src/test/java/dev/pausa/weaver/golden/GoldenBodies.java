package dev.pausa.weaver.golden;

import static dev.pausa.Coroutine.*;

import dev.pausa.AsyncGenerator;
import dev.pausa.Awaitable;
import dev.pausa.BlockAccess;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;

/**
 * Small bodies, one for each thing that the weaver does; what it makes of them is kept in golden files of the same
 * names. None of what javac 17 and newer ones compile differently (switches over strings, try-with-resources).
 */
final class GoldenBodies {
    private int secret = 7;
    private static int count;

    private int twice(int x) {
        return 2 * x;
    }

    private static int thrice(int x) {
        return 3 * x;
    }

    private record Pair(Object left, Object right) {
        private static Pair of(Object left, Object right) {
            return new Pair(left, right);
        }
    }

    private static final class Hidden {
        private final Object value;

        private Hidden(Object value) {
            this.value = value;
        }
    }

    // ---- the suspension points themselves

    static Coroutine<Object> suspendOnce() {
        return coroutine(() -> suspend("value"));
    }

    static Coroutine<Void> suspendAndDrop() {
        return coroutine(() -> {
            suspend(null);
        });
    }

    static Coroutine<Integer> add(Awaitable<Integer> a, Awaitable<Integer> b) {
        return coroutine(() -> await(a) + await(b));
    }

    static Coroutine<String> stage(CompletionStage<String> stage) {
        return coroutine(() -> await(stage));
    }

    // ---- what is live

    static Coroutine<String> localsOfEveryType(byte b, short s, char c, boolean z) {
        return coroutine(() -> {
            int i = b + s;
            long l = i;
            float f = c;
            double d = l;
            Object o = suspend(z);
            return "" + b + s + c + z + i + l + f + d + o;
        });
    }

    static Coroutine<Object> deadReferenceIsCleared(Object big) {
        return coroutine(() -> {
            Object kept = suspend(big);
            suspend(kept);
            return suspend(1);
        });
    }

    static Coroutine<Object> nullLocal() {
        return coroutine(() -> {
            Object nothing = null;
            Object o = suspend(1);
            return nothing == null ? o : nothing;
        });
    }

    static Coroutine<Long> slotOfTwoTypes() {
        return coroutine(() -> {
            {
                String text = "text";
                suspend(1);
                suspend(text);
            }
            long number = 1;
            suspend(2);
            return number;
        });
    }

    // ---- operands

    static Coroutine<String> operandsOnTheStack(Awaitable<Integer> a) {
        return coroutine(() -> String.format("%s %s %s", "x", 1L + await(a), await(a)));
    }

    static Coroutine<Long> longUnderAwait(long x, Awaitable<Integer> a) {
        return coroutine(() -> x + await(a));
    }

    static Coroutine<int[]> arrayCompoundAssignment(int[] array, Awaitable<Integer> a) {
        return coroutine(() -> {
            array[1] += await(a);
            return array;
        });
    }

    static Coroutine<ArrayList<Object>> newWithArgument(Awaitable<Integer> a) {
        return coroutine(() -> new ArrayList<>(await(a)));
    }

    static Coroutine<Object> nestedNew(Awaitable<Integer> a) {
        return coroutine(
                () -> Map.entry(new StringBuilder("x"), new ArrayList<>(List.of(new StringBuilder(await(a))))));
    }

    static Coroutine<Object> ternary(boolean flag, Awaitable<Object> a) {
        return coroutine(() -> flag ? await(a) : "no");
    }

    static Coroutine<Boolean> shortCircuit(Awaitable<Boolean> a, Awaitable<Boolean> b) {
        return coroutine(() -> await(a) && await(b));
    }

    // ---- control flow

    static Coroutine<Void> loop(int n) {
        return coroutine(() -> {
            for (int i = 0; i < n; i++) {
                suspend(i);
            }
        });
    }

    static Coroutine<Integer> labelledLoops(Awaitable<Boolean> stop) {
        return coroutine(() -> {
            int rounds = 0;
            outer:
            while (true) {
                for (int i = 0; i < 3; i++) {
                    if (await(stop)) break outer;
                    if (i == 1) continue outer;
                    rounds++;
                }
            }
            return rounds;
        });
    }

    // ---- exceptions

    static Coroutine<Object> tryCatch(Awaitable<Object> a) {
        return coroutine(() -> {
            try {
                return await(a);
            } catch (IllegalStateException e) {
                return suspend(e.getMessage());
            }
        });
    }

    static Coroutine<Object> tryFinally(List<Object> log) {
        return coroutine(() -> {
            try {
                return suspend("in try");
            } finally {
                log.add("finally");
            }
        });
    }

    static Coroutine<Object> suspendInFinally() {
        return coroutine(() -> {
            try {
                return suspend(1);
            } finally {
                suspend(2);
            }
        });
    }

    static Coroutine<String> catchesTheExit() {
        return coroutine(() -> {
            try {
                suspend(1);
                return "resumed";
            } catch (GeneratorExit e) {
                return "closed";
            }
        });
    }

    // ---- what only the home may use

    Coroutine<Integer> privateMembers() {
        return coroutine(() -> {
            secret += (Integer) suspend(secret);
            count++;
            return twice(secret) + thrice(count);
        });
    }

    static Coroutine<Object> privateConstructors(Awaitable<Object> a) {
        return coroutine(() -> new Hidden(await(a)).value);
    }

    static Coroutine<Pair> privateNestedFactory(Awaitable<Object> a) {
        return coroutine(() -> Pair.of("left", await(a)));
    }

    static Coroutine<Integer> nestedLambda(int x) {
        return coroutine(() -> {
            int y = (Integer) suspend(x);
            IntSupplier sum = () -> thrice(x) + y;
            return sum.getAsInt();
        });
    }

    Coroutine<String> superCall() {
        return coroutine(() -> super.toString() + suspend(1));
    }

    // ---- generators and blocks

    static Generator<Integer, Integer, Void> counter(int end) {
        return Generator.generator(g -> {
            int step = 1;
            for (int i = 0; i < end; i += step) {
                step = g.yield(i);
            }
        });
    }

    static Generator<Object, Object, Object> delegating(Generator<Object, Object, Object> inner) {
        return Generator.generatorReturning(g -> {
            g.yieldAll(List.of("before"));
            return "got " + g.yieldFrom(inner);
        });
    }

    static AsyncGenerator<Object, Object> asynchronous(Awaitable<Object> a) {
        return AsyncGenerator.asyncGenerator(g -> {
            g.yield(await(a));
        });
    }

    static Coroutine<Void> block(int limit) {
        return BlockAccess.<Integer>block(
                row -> {
                    if (row < limit) suspend(row);
                },
                1);
    }

    // ---- other bodies

    static Coroutine<Object> anonymousClass(Object captured) {
        return coroutine(new ResultBody<Object>() {
            @Override
            public Object run() throws Exception {
                return List.of(captured, suspend("anonymous"));
            }
        });
    }

    static Coroutine<Object> methodReference() {
        return coroutine(GoldenBodies::referenced);
    }

    static Object referenced() throws Exception {
        return suspend("referenced");
    }
}
