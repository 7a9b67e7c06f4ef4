package dev.pausa.conformance.diagnostics;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.AsyncResource.resource;
import static dev.pausa.AsyncResource.with;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static dev.pausa.Generator.generatorReturning;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stopValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.AsyncGenerator;
import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineObject;
import dev.pausa.CoroutineObject.Local;
import dev.pausa.Generator;
import dev.pausa.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Looking at a paused object: its variables, its description, and the places of its chain. */
class InspectionTest {

    private static List<String> variables(CoroutineObject object) {
        return object.inspect().stream().map(Local::toString).toList();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // inspect()
    // -----------------------------------------------------------------------------------------------------------------

    private static Coroutine<Object> counting(String captured, int times) {
        return coroutine(() -> {
            int count = 0;
            while (count < times) {
                suspend(count);
                count++;
            }
            return captured;
        });
    }

    @Test
    void captured_and_own_variables_at_each_pause() {
        Coroutine<Object> counting = started(counting("row", 2));
        assertThat(variables(counting))
                .containsExactly("int times = 2", "java.lang.String captured = row", "int count = 0");
        counting.send(null);
        assertThat(variables(counting))
                .containsExactly("int times = 2", "java.lang.String captured = row", "int count = 1");
    }

    private static String noText() {
        return null;
    }

    @Test
    void each_type_of_variable() {
        Coroutine<Object> task = started(coroutine(() -> {
            boolean z = true;
            byte b = 1;
            char c = 'c';
            short s = 2;
            int i = 3;
            long j = 4;
            float f = 5;
            double d = 6;
            String text = "text";
            String nothing = noText();
            int[] ints = {7};
            String[][] texts = {{"8"}};
            List<String> list = List.of("9");
            suspend(1);
            return Arrays.asList(z, b, c, s, i, j, f, d, text, nothing, ints, texts, list);
        }));
        List<Local> locals = task.inspect();
        assertThat(locals)
                .extracting(local -> local.type() + " " + local.name())
                .containsExactly(
                        "boolean z",
                        "byte b",
                        "char c",
                        "short s",
                        "int i",
                        "long j",
                        "float f",
                        "double d",
                        "java.lang.String text",
                        "java.lang.String nothing",
                        "int[] ints",
                        "java.lang.String[][] texts",
                        "java.util.List list");
        assertThat(locals.subList(0, 10))
                .extracting(Local::value)
                .containsExactly(true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, 6d, "text", null);
        assertThat((int[]) locals.get(10).value()).containsExactly(7);
        assertThat((String[][]) locals.get(11).value()).isDeepEqualTo(new String[][] {{"8"}});
        assertThat(locals.get(12).value()).isEqualTo(List.of("9"));
        assertThatThrownBy(() -> locals.add(locals.get(0))).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void only_what_may_still_be_read() {
        Coroutine<Object> task = started(coroutine(() -> {
            String dead = "dead";
            String live = dead + " and gone";
            suspend(1);
            return live;
        }));
        assertThat(variables(task)).containsExactly("java.lang.String live = dead and gone");
    }

    @Test
    void nothing_unless_suspended() {
        CoroutineObject[] self = new CoroutineObject[1];
        List<?>[] whileRunning = new List<?>[1];
        Coroutine<Object> task = coroutine(() -> {
            Object given = suspend(1);
            whileRunning[0] = self[0].inspect();
            return given;
        });
        self[0] = task;
        assertThat(task.inspect()).isEmpty();
        task.send(null);
        assertThat(task.inspect()).isNotEmpty();
        task.step("given");
        assertThat(whileRunning[0]).isEmpty();
        assertThat(task.inspect()).isEmpty();
    }

    @Test
    void variables_of_a_generator() {
        Generator<Object, Object, Void> squares = generator(g -> {
            for (int i = 1; ; i++) {
                g.yield(i * i);
            }
        });
        squares.next();
        squares.next();
        assertThat(variables(squares)).containsExactly("int i = 2");
    }

    @Test
    void variables_of_an_async_generator_at_a_yield_and_at_an_await() {
        AsyncGenerator<Object, Object> rows = asyncGenerator(g -> {
            String row = "first";
            Object answer = g.yield(row);
            suspend("paused");
            g.yield(row + answer);
        });
        takeFirst(rows);
        assertThat(variables(rows)).containsExactly("java.lang.String row = first");
        Coroutine<Object> second = started(coroutine(() -> await(rows.asend("answer"))));
        assertThat(variables(rows)).containsExactly("java.lang.String row = first", "java.lang.Object answer = answer");
        assertThat(stopValue(() -> second.send(null))).isEqualTo("firstanswer");
    }

    private static void takeFirst(AsyncGenerator<Object, Object> rows) {
        assertStop(() -> awaiting(rows.anext()).send(null), "first");
    }

    @Test
    void variables_of_a_block() {
        CoroutineObject[] block = new CoroutineObject[1];
        Coroutine<Void> task = with(resource(g -> g.yield("opened")), opened -> {
            int used = 1;
            suspend("in the block");
            assertThat(List.of(opened, used)).hasSize(2);
        });
        task.send(null);
        block[0] = (CoroutineObject) task.awaiting();
        assertThat(variables(block[0])).containsExactly("java.lang.Object opened = opened", "int used = 1");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // toString()
    // -----------------------------------------------------------------------------------------------------------------

    private static String shown(Object object) {
        return object.toString()
                .replaceAll(" at [0-9a-f]+\\b(?!\\.)", " at ID")
                .replaceAll("InspectionTest\\.java:\\d+", "InspectionTest.java:N");
    }

    private static Coroutine<Object> pausing() {
        return coroutine(() -> suspend("pausing"));
    }

    private static Coroutine<Object> awaiting(Awaitable<?> awaited) {
        return coroutine(() -> await(awaited));
    }

    private static String describedAwaiting(Awaitable<?> awaited) {
        return shown(started(awaiting(awaited)));
    }

    private static final class Question implements AwaitIterator<Object>, Awaitable<Object> {
        @Override
        public AwaitIterator<Object> awaitIterator() {
            return this;
        }

        @Override
        public Object next() {
            return "question";
        }
    }

    @Test
    void description_names_what_is_awaited() {
        String begin = "<coroutine object InspectionTest.awaiting at ID, suspended at InspectionTest.java:N, awaiting ";
        assertThat(shown(started(pausing())))
                .isEqualTo("<coroutine object InspectionTest.pausing at ID, suspended at InspectionTest.java:N>");
        assertThat(describedAwaiting(pausing())).isEqualTo(begin + "<coroutine object InspectionTest.pausing …>>");
        assertThat(describedAwaiting(new Question())).isEqualTo(begin + "InspectionTest.Question>");
        AsyncGenerator<Object, Object> rows = asyncGenerator(g -> g.yield(suspend(1)));
        assertThat(describedAwaiting(rows.anext())).isEqualTo(begin + "<async_generator_asend object at ID>>");
        CompletableFuture<Object> stage = new CompletableFuture<>();
        assertThat(shown(started(coroutine("waiting", () -> await(stage)))))
                .isEqualTo("<coroutine object waiting at ID, suspended at InspectionTest.java:N, awaiting"
                        + " CompletableFuture>");
    }

    @Test
    void description_of_each_state() {
        Coroutine<Object> task = pausing();
        assertThat(shown(task)).isEqualTo("<coroutine object InspectionTest.pausing at ID, created>");
        task.close();
        assertThat(shown(task)).isEqualTo("<coroutine object InspectionTest.pausing at ID, closed>");
        Object[] self = new Object[1];
        Coroutine<Object> running = coroutine("running", () -> self[0].toString());
        self[0] = running;
        assertThat(shown(stopValue(() -> running.send(null)))).isEqualTo("<coroutine object running at ID, running>");
    }

    @Test
    void description_of_generators() {
        Generator<Object, Object, Void> inner = generator(g -> g.yield(1));
        Generator<Object, Object, Object> outer = generatorReturning(g -> g.yieldFrom(inner));
        inner.setName("inner");
        outer.setName("outer");
        outer.next();
        assertThat(shown(outer))
                .isEqualTo("<generator object outer at ID, suspended at InspectionTest.java:N, awaiting <generator"
                        + " object inner …>>");
        AsyncGenerator<Object, Object> rows = asyncGenerator(g -> g.yield("first"));
        rows.setName("rows");
        takeFirst(rows);
        assertThat(shown(rows)).isEqualTo("<async_generator object rows at ID, suspended at InspectionTest.java:N>");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // location(), trace()
    // -----------------------------------------------------------------------------------------------------------------

    private static List<String> methods(CoroutineObject object) {
        return object.trace().stream().map(StackTraceElement::getMethodName).toList();
    }

    @Test
    void trace_goes_through_coroutines_and_generators() {
        Coroutine<Object> inner = pausing();
        Coroutine<Object> task = started(awaiting(awaiting(inner)));
        assertThat(methods(task)).containsExactly("pausing", "awaiting", "awaiting");
        assertThat(task.trace().get(0)).isEqualTo(inner.location());
        assertThat(task.trace().get(2)).isEqualTo(task.location());
        Generator<Object, Object, Object> branch = branch(leaf());
        branch.next();
        assertThat(methods(branch)).containsExactly("leaf", "branch");
        Generator<Object, Object, Object> begun = leaf();
        begun.next();
        Generator<Object, Object, Object> joined = branch(begun);
        joined.next();
        assertThat(methods(joined)).containsExactly("leaf", "branch");
    }

    private static Generator<Object, Object, Object> leaf() {
        return generatorReturning(g -> {
            g.yield(1);
            g.yield(2);
            return null;
        });
    }

    private static Generator<Object, Object, Object> branch(Generator<Object, Object, Object> inner) {
        return generatorReturning(g -> g.yieldFrom(inner));
    }

    private static AsyncGenerator<Object, Object> rows() {
        return asyncGenerator(g -> g.yield(await(pausing())));
    }

    @Test
    void trace_goes_through_steps_and_blocks() {
        assertThat(methods(started(awaiting(rows().anext())))).containsExactly("pausing", "rows", "awaiting");
        Coroutine<Object> task = started(awaiting(with(resource(g -> g.yield("opened")), opened -> {
            await(pausing());
        })));
        assertThat(methods(task)).containsExactly("pausing", "trace_goes_through_steps_and_blocks", "run", "awaiting");
    }

    @Test
    void trace_ends_at_what_is_no_body() {
        assertThat(methods(started(awaiting(new Question())))).containsExactly("awaiting");
        assertThat(methods(awaiting(new Question()))).containsExactly("awaiting");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // trace() while bodies run
    // -----------------------------------------------------------------------------------------------------------------

    private static List<String> chain(CoroutineObject object) {
        return object.trace().stream()
                .map(place -> place.getClassName().replace(InspectionTest.class.getName(), "") + place.getMethodName())
                .toList();
    }

    private static Coroutine<Object> looking(CoroutineObject[] root, List<List<String>> seen) {
        return coroutine(() -> {
            seen.add(chain(root[0]));
            suspend(1);
            seen.add(chain(root[0]));
            return null;
        });
    }

    private static Coroutine<Object> between(Awaitable<?> inner) {
        return coroutine(() -> await(inner));
    }

    private static Coroutine<Object> outermost(Awaitable<?> before, Awaitable<?> inner) {
        return coroutine(() -> {
            await(before);
            return await(inner);
        });
    }

    /**
     * In the first stretch no frame is linked to another one yet; in the second one the root is, and what it begins is
     * not.
     */
    @Test
    void trace_of_a_running_chain_is_the_same_in_each_stretch() {
        CoroutineObject[] root = new CoroutineObject[1];
        List<List<String>> seen = new ArrayList<>();
        Coroutine<Object> task = outermost(between(looking(root, seen)), between(looking(root, seen)));
        root[0] = task;
        while (task.step(null) instanceof Step.Yielded<?>) {
            assertThat(chain(task)).containsExactly("looking", "between", "outermost");
        }
        assertThat(seen).hasSize(4).containsOnly(List.of("looking", "between", "outermost"));
    }

    @Test
    void trace_of_running_generators_is_the_same_in_each_stretch() {
        CoroutineObject[] root = new CoroutineObject[1];
        List<List<String>> seen = new ArrayList<>();
        Generator<Object, Object, Object> inner = generatorReturning(g -> {
            seen.add(chain(root[0]));
            g.yield(1);
            seen.add(chain(root[0]));
            return null;
        });
        Generator<Object, Object, Object> outer = generatorReturning(g -> g.yieldFrom(inner));
        root[0] = outer;
        while (outer.hasNext()) {
            outer.next();
        }
        String name = "trace_of_running_generators_is_the_same_in_each_stretch";
        assertThat(seen).containsExactly(List.of(name, name), List.of(name, name));
    }

    /** A body that this one drives is not awaited by it. */
    @Test
    void trace_of_a_running_driver_ends_at_its_own_drive() {
        CoroutineObject[] root = new CoroutineObject[1];
        List<List<String>> seen = new ArrayList<>();
        Coroutine<Object> driven = between(looking(root, seen));
        Coroutine<Object> driver = coroutine(() -> driven.send(null));
        root[0] = driver;
        driver.step(null);
        assertThat(seen).containsExactly(List.of("trace_of_a_running_driver_ends_at_its_own_drive"));
    }
}
