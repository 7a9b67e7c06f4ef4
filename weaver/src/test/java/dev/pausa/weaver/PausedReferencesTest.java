package dev.pausa.weaver;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A paused coroutine holds what its body may still read, and nothing else. */
class PausedReferencesTest {
    /** Big enough that nothing caches it. */
    private static final class Thing {
        private final long[] ballast = new long[1000];

        @Override
        public int hashCode() {
            return ballast.length;
        }
    }

    private static final List<WeakReference<Thing>> MADE = new ArrayList<>();

    @BeforeEach
    void forgetAll() {
        MADE.clear();
    }

    private static Thing thing() {
        Thing thing = new Thing();
        MADE.add(new WeakReference<>(thing));
        return thing;
    }

    /** Which of the things made so far are alive, in the order of their making. */
    private static List<Boolean> alive(int expectedDead) {
        Garbage.collectUntil(
                () -> MADE.stream().filter(made -> made.get() == null).count() >= expectedDead);
        return MADE.stream().map(made -> made.get() != null).toList();
    }

    private static void pause(Coroutine<?> coroutine) {
        assertThat(coroutine.step(null)).isInstanceOf(Step.Yielded.class);
    }

    private static void finish(Coroutine<?> coroutine) {
        assertThat(coroutine.step(null)).isInstanceOf(Step.Returned.class);
    }

    @Test
    void localVariableLivesUntilItsLastUse() {
        Coroutine<Integer> coroutine = coroutine(() -> {
            Thing thing = thing();
            suspend(1);
            int hash = thing.hashCode();
            suspend(2);
            return hash;
        });
        pause(coroutine);
        assertThat(alive(0)).containsExactly(true);
        pause(coroutine);
        assertThat(alive(1)).containsExactly(false);
        finish(coroutine);
    }

    @Test
    void variableThatIsNeverReadAgainIsNotKeptAtAll() {
        Coroutine<Void> coroutine = coroutine(() -> {
            Thing thing = thing();
            thing.hashCode();
            suspend(1);
        });
        pause(coroutine);
        assertThat(alive(1)).containsExactly(false);
        finish(coroutine);
    }

    @Test
    void overwrittenVariableLetsGoOfItsOldValue() {
        Coroutine<Integer> coroutine = coroutine(() -> {
            int hash = 0;
            Thing thing = null;
            for (int i = 0; i < 3; i++) {
                thing = thing();
                suspend(i);
                hash += thing.hashCode();
            }
            suspend(3);
            return hash;
        });
        pause(coroutine);
        pause(coroutine);
        pause(coroutine);
        assertThat(alive(2)).containsExactly(false, false, true);
        pause(coroutine);
        assertThat(alive(3)).containsExactly(false, false, false);
        finish(coroutine);
    }

    @Test
    void slotThatIsUsedAgainForAnotherTypeLetsGo() {
        Coroutine<Long> coroutine = coroutine(() -> {
            long sum = 0;
            {
                Thing thing = thing();
                suspend(1);
                sum += thing.hashCode();
            }
            {
                long number = sum + 1;
                suspend(2);
                sum += number;
            }
            return sum;
        });
        pause(coroutine);
        pause(coroutine);
        assertThat(alive(1)).containsExactly(false);
        finish(coroutine);
    }

    @Test
    void operandLivesWhileItIsOnTheStack() {
        Coroutine<String> coroutine = coroutine(() -> {
            String text = thing().hashCode() + join(thing(), suspend(1)) + suspend(2);
            suspend(3);
            return text;
        });
        pause(coroutine);
        assertThat(alive(1)).containsExactly(false, true);
        pause(coroutine);
        assertThat(alive(2)).containsExactly(false, false);
        pause(coroutine);
        finish(coroutine);
    }

    private static String join(Thing thing, Object other) {
        return thing.hashCode() + "" + other;
    }

    @Test
    void capturedVariableLivesUntilItsLastUse() {
        Coroutine<Integer> coroutine = capturing(thing());
        assertThat(alive(0)).containsExactly(true);
        pause(coroutine);
        assertThat(alive(0)).containsExactly(true);
        pause(coroutine);
        assertThat(alive(1)).containsExactly(false);
        finish(coroutine);
    }

    private static Coroutine<Integer> capturing(Thing thing) {
        return coroutine(() -> {
            suspend(1);
            int hash = thing.hashCode();
            suspend(2);
            return hash;
        });
    }

    @Test
    void valueSentInIsNotKeptByTheFrame() {
        Coroutine<Void> coroutine = coroutine(() -> {
            suspend(1).hashCode();
            suspend(2);
        });
        pause(coroutine);
        coroutine.step(thing());
        assertThat(alive(1)).containsExactly(false);
        finish(coroutine);
    }

    @Test
    void yieldedValueIsNotKeptByTheFrame() {
        Coroutine<Void> coroutine = coroutine(() -> {
            suspend(thing());
        });
        coroutine.step(null);
        assertThat(alive(1)).containsExactly(false);
        finish(coroutine);
    }

    private static final class Holding extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Thing thing;

        Holding(Thing thing) {
            this.thing = thing;
        }
    }

    @Test
    void caughtExceptionIsLetGoOf() {
        Coroutine<Void> coroutine = coroutine(() -> {
            try {
                suspend(1);
            } catch (Holding holding) {
                holding.thing.hashCode();
            }
            suspend(2);
        });
        pause(coroutine);
        coroutine.stepRaising(new Holding(thing()));
        assertThat(alive(1)).containsExactly(false);
        finish(coroutine);
    }

    @Test
    void variableOfAFinallyBlockLivesThroughTheTry() {
        Coroutine<Void> coroutine = coroutine(() -> {
            Thing thing = thing();
            try {
                suspend(1);
            } finally {
                thing.hashCode();
                suspend(2);
            }
        });
        pause(coroutine);
        assertThat(alive(0)).containsExactly(true);
        pause(coroutine);
        assertThat(alive(1)).containsExactly(false);
        finish(coroutine);
    }

    @Test
    void finishedCoroutineHoldsNothingOfItsBody() {
        Coroutine<Integer> coroutine = capturing(thing());
        pause(coroutine);
        coroutine.close();
        assertThat(alive(1)).containsExactly(false);
        Coroutine<Integer> never = capturing(thing());
        never.close();
        assertThat(alive(2)).containsExactly(false, false);
        Reference.reachabilityFence(coroutine);
        Reference.reachabilityFence(never);
    }

    @Test
    void awaitedCoroutineIsLetGoOfWhenItHasFinished() {
        Coroutine<Integer> coroutine = coroutine(() -> {
            int hash = await(capturing(thing()));
            suspend("after");
            return hash;
        });
        pause(coroutine);
        assertThat(alive(0)).containsExactly(true);
        pause(coroutine);
        pause(coroutine);
        assertThat(alive(1)).containsExactly(false);
        finish(coroutine);
    }

    @Test
    void receiverOfAMethodReferenceIsNotKeptByTheWeaver() {
        Supplier<Coroutine<Integer>> maker = () -> boundTo(new Receiver(thing()));
        finish(maker.get());
        finish(maker.get());
        assertThat(alive(2)).containsExactly(false, false);
    }

    private static Coroutine<Integer> boundTo(Receiver receiver) {
        return coroutine(receiver::load);
    }

    static class Receiver {
        private final Thing thing;

        Receiver(Thing thing) {
            this.thing = thing;
        }

        Integer load() throws Exception {
            return thing == null ? (Integer) suspend(1) : thing.hashCode();
        }
    }
}
