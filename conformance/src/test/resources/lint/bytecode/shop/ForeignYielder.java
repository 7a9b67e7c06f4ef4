package shop;

import dev.pausa.Generator;
import dev.pausa.Generator.Yielder;
import java.util.List;

class ForeignYielder {
    private final Yielder<Integer, Void> kept = null;

    static Generator<Integer, Void, Void> lambda(List<Integer> numbers) {
        return Generator.generator(g -> numbers.forEach(n -> g.yield(n)));
    }

    static Generator<Integer, Void, Void> reference(List<Integer> numbers) {
        return Generator.generator(g -> numbers.forEach(g::yield));
    }

    static Generator<Integer, Void, Void> inner() {
        return Generator.generator(g -> {
            Generator<Integer, Void, Void> inner = Generator.generator(own -> g.yield(1));
            g.yieldFrom(inner);
        });
    }

    private static void helper(Yielder<Integer, Void> g) {
        g.yield(1);
    }

    static Generator<Integer, Void, Void> calling() {
        return Generator.generator(g -> helper(g));
    }

    // Right: what may be the body's own.

    static Generator<Integer, Void, Void> right() {
        return Generator.generator(g -> {
            Yielder<Integer, Void> same = g;
            same.yield(1);
            g.yieldFrom(lambda(List.of(1)));
        });
    }

    Generator<Integer, Void, Void> unknown() {
        return Generator.generator(g -> kept.yield(1));
    }

    static Generator<Integer, Void, Void> nested() {
        return Generator.generator(g -> g.yieldFrom(Generator.generator(own -> {
            for (int i = 0; i < 3; i++) {
                own.yield(i);
            }
        })));
    }


    static Generator<Integer, Void, Void> capturing(long first) {
        return Generator.generator(g -> g.yield((int) first));
    }

    private static void referred(Yielder<Integer, Void> g) {
        g.yield(1);
    }

    static Generator<Integer, Void, Void> referring() {
        return Generator.generator(ForeignYielder::referred);
    }
}
