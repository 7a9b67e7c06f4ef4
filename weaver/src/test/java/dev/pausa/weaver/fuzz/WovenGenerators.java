package dev.pausa.weaver.fuzz;

import dev.pausa.Generator;

/** What the generated generators delegate to. */
public final class WovenGenerators {
    private WovenGenerators() {}

    /** What pauses, or not, and gives a value. */
    public static final class Given {
        private Given() {}

        public static <T> Generator<Object, Object, T> tick(int id, T value) {
            return of(Play.given(id, value, false));
        }

        public static <T> Generator<Object, Object, T> fail(int id, T value) {
            return of(Play.given(id, value, true));
        }

        /** Yields what an iterator gives. */
        public static <T> Generator<Object, Object, T> stage(int id, T value) {
            Play.Tick<T> tick = Play.given(id, value, false);
            return Generator.generatorReturning(g -> {
                g.yieldAll(tick.pauses().iterator());
                return tick.end();
            });
        }

        private static <T> Generator<Object, Object, T> of(Play.Tick<T> tick) {
            return Generator.generatorReturning(g -> {
                for (Object pause : tick.pauses()) {
                    g.yield(pause);
                }
                return tick.end();
            });
        }
    }
}
