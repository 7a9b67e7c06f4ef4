package dev.pausa.weaver.trace;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static dev.pausa.Generator.generatorReturning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.AsyncGenerator;
import dev.pausa.AwaitIterator;
import dev.pausa.BlockAccess;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Traces of generators and blocks show the code that was written, whatever they delegate to. */
class GeneratorTraceTest {
    private static final String SELF = GeneratorTraceTest.class.getName();

    static Generator<Object, Object, Object> walk(int pauses) {
        return generatorReturning(g -> {
            for (int i = 0; i < pauses; i++) {
                g.yield(i); // in walk
            }
            throw new IllegalStateException("the walk failed");
        });
    }

    static Generator<Object, Object, Object> over(Generator<Object, Object, Object> inner) {
        return generatorReturning(g -> g.yieldFrom(inner)); // in over
    }

    static AsyncGenerator<Object, Object> rows() {
        return asyncGenerator(g -> {
            await(coroutine(() -> suspend("fetching"))); // awaits in rows
            g.yield(1); // yields in rows
            throw new IllegalStateException("the rows failed");
        });
    }

    private static int lineOf(String text) {
        try {
            List<String> lines =
                    Files.readAllLines(Path.of("src/test/java/dev/pausa/weaver/trace/GeneratorTraceTest.java"));
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).contains(text)) {
                    return i + 1;
                }
            }
            throw new AssertionError("not in this file: " + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A place as location() and trace() show it. */
    private static String at(String method, String text) {
        return SELF + "." + method + "(GeneratorTraceTest.java:" + lineOf(text) + ")";
    }

    /** The place of a frame on the stack. */
    private static String frame(String method, String kind, String text) {
        return SELF + "$" + method + "$" + kind + "1." + method + "(GeneratorTraceTest.java:" + lineOf(text) + ")";
    }

    private static List<String> trace(dev.pausa.CoroutineObject object) {
        return object.trace().stream().map(StackTraceElement::toString).toList();
    }

    private static List<String> bodies(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .map(StackTraceElement::toString)
                .filter(text ->
                        text.matches(".*\\$(generator|asyncgenerator|coroutine|block)\\d+\\..*Test\\.java:\\d+\\)"))
                .toList();
    }

    @Test
    void an_exception_shows_the_generators_body_before_and_after_pauses() {
        for (int pauses : new int[] {0, 1, 10}) {
            Generator<Object, Object, Object> walk = walk(pauses);
            for (int i = 0; i < pauses; i++) {
                walk.next();
            }
            Throwable thrown = catchThrowable(walk::next);
            assertThat(thrown.getStackTrace()[0].toString())
                    .isEqualTo(frame("walk", "generator", "throw new IllegalStateException(\"the walk"));
        }
    }

    @Test
    void a_delegating_body_that_is_on_the_stack_shows_its_yield_from() {
        assertThat(bodies(catchThrowable(() -> over(walk(0)).next())))
                .startsWith(
                        frame("walk", "generator", "throw new IllegalStateException(\"the walk"),
                        frame("over", "generator", "// in over"));
    }

    @Test
    void locations_while_delegating() {
        Generator<Object, Object, Object> inner = walk(2);
        Generator<Object, Object, Object> outer = over(over(inner));
        assertThat(outer.location()).hasToString(at("over", "// in over"));
        outer.next();
        assertThat(outer.location()).hasToString(at("over", "// in over"));
        assertThat(inner.location()).hasToString(at("walk", "// in walk"));
        String over = at("over", "// in over");
        assertThat(trace(outer)).containsExactly(at("walk", "// in walk"), over, over);
        assertThat(trace(inner)).containsExactly(at("walk", "// in walk"));
        assertThat(outer.toString())
                .matches("<generator object GeneratorTraceTest\\.over at [0-9a-f]+, suspended at"
                        + " GeneratorTraceTest\\.java:" + lineOf("// in over")
                        + ", awaiting <generator object GeneratorTraceTest\\.over …>>");
        outer.close();
        assertThat(outer.location()).isNull();
        assertThat(outer.trace()).isEmpty();
    }

    @Test
    void locations_of_an_asynchronous_generator() {
        AsyncGenerator<Object, Object> rows = rows();
        assertThat(rows.location()).hasToString(at("rows", "// awaits in rows"));
        AwaitIterator<Object> step = rows.anext().awaitIterator();
        assertThat(step.next()).isEqualTo("fetching");
        assertThat(rows.location()).hasToString(at("rows", "// awaits in rows"));
        assertThat(trace(rows)).containsExactly(at("rows", "// awaits in rows"), at("rows", "// awaits in rows"));
        catchThrowable(step::next);
        assertThat(trace(rows)).containsExactly(at("rows", "// yields in rows"));
        Throwable thrown = catchThrowable(() -> rows.anext().awaitIterator().next());
        assertThat(bodies(thrown))
                .containsExactly(frame("rows", "asyncgenerator", "throw new IllegalStateException(\"the rows"));
        assertThat(rows.toString()).matches("<async_generator object GeneratorTraceTest\\.rows at [0-9a-f]+, closed>");
    }

    @Test
    void a_step_shows_its_generators_place() {
        Coroutine<Object> consumer = coroutine(() -> await(rows().anext())); // consuming
        consumer.send(null);
        String rows = at("rows", "// awaits in rows");
        assertThat(trace(consumer))
                .containsExactly(rows, rows, at("a_step_shows_its_generators_place", "// consuming"));
    }

    @Test
    void a_block() {
        Coroutine<Void> block = BlockAccess.block(
                s -> {
                    suspend(s); // in the block
                    throw new IllegalStateException("the block failed");
                },
                "argument");
        block.send(null);
        assertThat(block.location()).hasToString(at("a_block", "// in the block"));
        assertThat(bodies(catchThrowable(() -> block.send(null))))
                .containsExactly(frame("a_block", "block", "throw new IllegalStateException(\"the block"));
    }

    @Test
    void bodies_of_different_kinds_in_one_method_are_counted_each_for_itself() {
        Generator<Object, Object, Void> generator = generator(g -> {
            throw new IllegalStateException("" + g.yield("a"));
        });
        AsyncGenerator<Object, Object> async = asyncGenerator(g -> {
            throw new IllegalStateException("" + await(coroutine(() -> 1)) + g.yield("b"));
        });
        Coroutine<Void> coroutine = coroutine(() -> {
            throw new IllegalStateException("" + suspend("c"));
        });
        Generator<Object, Object, Void> second = generator(g -> {
            throw new IllegalStateException("" + g.yield("d"));
        });
        generator.next();
        second.next();
        coroutine.send(null);
        catchThrowable(() -> async.anext().awaitIterator().next());
        assertThat(frameClass(catchThrowable(generator::next))).endsWith("$generator1");
        assertThat(frameClass(catchThrowable(second::next))).endsWith("$generator2");
        assertThat(frameClass(catchThrowable(() -> coroutine.send(null)))).endsWith("$coroutine1");
        assertThat(frameClass(catchThrowable(() -> async.anext().awaitIterator().next())))
                .endsWith("$asyncgenerator1");
    }

    private static String frameClass(Throwable thrown) {
        return thrown.getStackTrace()[0].getClassName();
    }
}
