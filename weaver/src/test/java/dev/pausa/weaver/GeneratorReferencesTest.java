package dev.pausa.weaver;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static dev.pausa.Generator.generatorReturning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.AsyncGenerator;
import dev.pausa.BlockAccess;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.StopIteration;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A paused generator holds what its body may still read, and nothing else; nothing of it holds the generator. */
class GeneratorReferencesTest {
    private static final List<WeakReference<Object>> MADE = new ArrayList<>();

    private static Object yielder;

    @BeforeEach
    void forgetAll() {
        MADE.clear();
        yielder = null;
    }

    private static Object thing() {
        return seen(new long[1000]);
    }

    private static <T> T seen(T thing) {
        MADE.add(new WeakReference<>(thing));
        return thing;
    }

    private static List<Boolean> alive(int expectedDead) {
        Garbage.collectUntil(
                () -> MADE.stream().filter(made -> made.get() == null).count() >= expectedDead);
        return MADE.stream().map(made -> made.get() != null).toList();
    }

    private static Generator<Object, Object, Integer> capturing(Object thing) {
        return generatorReturning(g -> {
            g.yield(1);
            int hash = thing.hashCode();
            Object dead = thing();
            dead.hashCode();
            g.yield(2);
            return hash;
        });
    }

    @Test
    void variablesLiveUntilTheirLastUse() {
        Generator<Object, Object, Integer> generator = capturing(thing());
        assertThat(alive(0)).containsExactly(true);
        generator.next();
        assertThat(alive(0)).containsExactly(true);
        generator.next();
        assertThat(alive(2)).containsExactly(false, false);
        assertThat(generator.hasNext()).isFalse();
    }

    @Test
    void valuesThatComeInAndGoOutAreNotKept() {
        Generator<Object, Object, Void> generator = generator(g -> {
            g.yield(thing());
            g.yield(1);
        });
        generator.next();
        assertThat(alive(1)).containsExactly(false);
        generator.send(thing());
        assertThat(alive(2)).containsExactly(false, false);
        Reference.reachabilityFence(generator);
    }

    @Test
    void aFetchedValueIsKeptUntilItIsTaken() {
        Generator<Object, Object, Void> generator = generator(g -> {
            g.yield(thing());
            g.yield(thing());
            g.yield(3);
        });
        assertThat(generator.hasNext()).isTrue();
        assertThat(alive(0)).containsExactly(true);
        generator.next();
        assertThat(alive(1)).containsExactly(false);
        assertThat(generator.hasNext()).isTrue();
        generator.close();
        assertThat(alive(2)).containsExactly(false, false);
        Reference.reachabilityFence(generator);
    }

    @Test
    void aFinishedGeneratorHoldsNothingOfItsBody() {
        Generator<Object, Object, Integer> closed = capturing(thing());
        closed.next();
        closed.close();
        Generator<Object, Object, Integer> never = capturing(thing());
        never.close();
        Generator<Object, Object, Void> finished = generator(g -> g.yield(thing().hashCode() + seen(g).hashCode()));
        finished.next();
        assertThat(finished.hasNext()).isFalse();
        Generator<Object, Object, Void> failed = generator(g -> {
            g.yield(seen(g).hashCode());
            throw new IllegalStateException();
        });
        failed.next();
        catchThrowable(failed::next);
        Generator<Object, Object, Void> atOnce = generator(g -> {
            if (thing().hashCode() + seen(g).hashCode() == 1) {
                g.yield(1);
            }
        });
        assertThat(atOnce.hasNext()).isFalse();
        assertThat(alive(MADE.size())).doesNotContain(true);
        Reference.reachabilityFence(List.of(closed, never, finished, failed, atOnce));
    }

    @Test
    void whatWasDelegatedToIsLetGoOf() {
        Generator<Object, Object, Void> generator = generator(g -> {
            g.yieldFrom(seen(capturing(thing())));
            g.yieldAll(seen(new ArrayList<>(List.of(1))));
            g.yieldAll(seen(elements()));
            g.yield("after");
        });
        for (int i = 0; i < 4; i++) {
            generator.next();
        }
        assertThat(generator.next()).isEqualTo("after");
        assertThat(alive(MADE.size())).hasSize(5).doesNotContain(true);
        Reference.reachabilityFence(generator);
    }

    private static Iterator<Object> elements() {
        return new ArrayList<Object>(List.of(2)).iterator();
    }

    @Test
    void theYielderDoesNotHoldItsGenerator() {
        leave(generator(g -> {
            yielder = g;
            try {
                g.yield(1);
            } finally {
                thing();
            }
        }));
        assertThat(alive(1)).containsExactly(false);
        assertThat(yielder).isNotNull();
    }

    @Test
    void theYielderDoesNotHoldAGeneratorThatDelegatesOrIsDelegatedTo() {
        leave(generator(g -> {
            yielder = g;
            g.yieldFrom(generator(h -> h.yield(1)));
        }));
        leave(generator(g -> g.yieldFrom(generator(h -> {
            yielder = h;
            h.yield(1);
        }))));
        assertThat(alive(2)).containsExactly(false, false);
        assertThat(yielder).isNotNull();
    }

    private static void leave(Generator<Object, Object, Void> generator) {
        seen(generator).next();
    }

    @Test
    void theYielderDoesNotHoldItsAsynchronousGenerator() {
        leave(asyncGenerator(g -> {
            yielder = g;
            g.yield(1);
            suspend(2);
        }));
        assertThat(alive(1)).containsExactly(false);
        assertThat(yielder).isNotNull();
    }

    private static void leave(AsyncGenerator<Object, Object> generator) {
        catchThrowable(() -> seen(generator).anext().awaitIterator().next());
    }

    @Test
    void anAsynchronousGeneratorLetsGoOfItsStepsAndItsBody() {
        AsyncGenerator<Object, Object> generator = asyncGenerator(g -> {
            Object thing = thing();
            Object sent = g.yield(1);
            thing.hashCode();
            sent.hashCode();
            g.yield(thing());
        });
        step(generator, null);
        assertThat(alive(1)).containsExactly(false, true);
        step(generator, thing());
        assertThat(alive(MADE.size())).hasSize(5).doesNotContain(true);
        catchThrowable(() -> generator.aclose().awaitIterator().next());
        Reference.reachabilityFence(generator);
    }

    private static void step(AsyncGenerator<Object, Object> generator, Object sent) {
        Throwable end = catchThrowable(() -> ((dev.pausa.AwaitIterator<?>) seen(generator.asend(sent))).next());
        assertThat(end).isInstanceOf(StopIteration.class);
    }

    @Test
    void aBlockLetsGoOfItsArgumentAfterItsLastUse() {
        Coroutine<Void> block = BlockAccess.block(
                thing -> {
                    suspend(1);
                    thing.hashCode();
                    suspend(2);
                },
                thing());
        block.send(null);
        assertThat(alive(0)).containsExactly(true);
        block.send(null);
        assertThat(alive(1)).containsExactly(false);
        block.step(null);
        Coroutine<Void> never = BlockAccess.block(thing -> suspend(thing.hashCode()), thing());
        never.close();
        assertThat(alive(2)).containsExactly(false, false);
        Reference.reachabilityFence(List.of(block, never));
    }

    @Test
    void aCoroutineThatCapturesTheYielderDoesNotDisturb() {
        Generator<Object, Object, Void> generator = generator(g -> {
            coroutine(() -> g).close();
            g.yield(thing());
        });
        generator.next();
        assertThat(alive(1)).containsExactly(false);
        Reference.reachabilityFence(generator);
    }
}
