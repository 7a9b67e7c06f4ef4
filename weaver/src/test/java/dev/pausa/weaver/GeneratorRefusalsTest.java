package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pausa.AsyncGenerator;
import dev.pausa.Generator;
import dev.pausa.StopIteration;
import dev.pausa.WeaveException;
import dev.pausa.WeaveException.Reason;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generators that cannot be woven: each error says which, where and why. */
class GeneratorRefusalsTest {
    private static final String SOURCE = """
            package refused;
            import static dev.pausa.AsyncGenerator.*;
            import static dev.pausa.Coroutine.*;
            import static dev.pausa.Generator.*;
            import dev.pausa.BlockAccess;
            import dev.pausa.Generator;
            import java.util.concurrent.Callable;
            public class Refused {
                static Object awaits() {
                    return generator(g -> {
                        g.yield(1);
                        await(coroutine(() -> 1)); // in awaits
                    });
                }
                static Object suspends() {
                    return generatorReturning(g -> {
                        Object o = suspend(1); // in suspends
                        return g.yield(o);
                    });
                }
                static Object neverYields() {
                    return generatorReturning(g -> suspend(g)); // in neverYields
                }
                static Object awaitsAStage() {
                    return iterable(g -> {
                        await(new java.util.concurrent.CompletableFuture<>()); // in awaitsAStage
                    }).iterator();
                }
                static void method(Generator.Yielder<Object, Object> g) throws Exception {
                    g.yield(suspend(1)); // in method
                }
                static Object reference() {
                    return Generator.<Object, Object>generator(Refused::method);
                }
                static Object lambda() {
                    return generatorReturning(g -> {
                        g.yield("pause");
                        Callable<Object> nested = () -> suspend(1); // in lambda
                        return nested.call();
                    });
                }
                static Object monitor() {
                    return generator(g -> {
                        synchronized (g) {
                            g.yield(1); // in monitor
                        }
                    });
                }
                static Object delegatingMonitor() {
                    return generator(g -> {
                        synchronized (Refused.class) {
                            g.yieldAll(java.util.List.of(1)); // in delegatingMonitor
                        }
                    });
                }
                static Object asyncMonitor() {
                    return asyncGenerator(g -> {
                        synchronized (Refused.class) {
                            g.yield(1); // in asyncMonitor
                        }
                    });
                }
                static Object fine() {
                    return generator(g -> g.yield(1)); // in fine
                }
                static Object fineAndAsynchronous() {
                    return asyncGenerator(g -> g.yield(await(coroutine(() -> 1)))); // in fineAndAsynchronous
                }
                static Object fineAndIterable() {
                    for (Object o : iterable(g -> g.yield(1))) { // in fineAndIterable
                        return o;
                    }
                    return null;
                }
                static Object fineAndABlock() {
                    return BlockAccess.block(o -> await(coroutine(() -> o)), 1); // in fineAndABlock
                }
            }
            """;

    @TempDir
    Path directory;

    private static int lineOf(String text) {
        String before = SOURCE.substring(0, SOURCE.indexOf("// in " + text + "\n"));
        return (int) before.chars().filter(c -> c == '\n').count() + 1;
    }

    private static WeaveException refusal(ClassLoader loader, String method) {
        return catchThrowableOfType(WeaveException.class, () -> Compilation.call(loader, "refused.Refused", method));
    }

    private Compilation compile() {
        return Compilation.ofText(directory, "refused.Refused", SOURCE);
    }

    @ParameterizedTest
    @CsvSource({
        "awaits, awaits",
        "suspends, suspends",
        "neverYields, neverYields",
        "awaitsAStage, awaitsAStage",
        "reference, method"
    })
    void awaitInAGenerator(String method, String enclosing) throws Exception {
        try (Compilation compilation = compile()) {
            WeaveException refusal = refusal(compilation.loader(), method);
            int line = lineOf(enclosing);
            assertThat(refusal.reason()).isEqualTo(Reason.AWAIT_IN_GENERATOR);
            assertThat(refusal.className()).isEqualTo("refused.Refused");
            assertThat(refusal.location())
                    .isEqualTo(new StackTraceElement("refused.Refused", enclosing, "Refused.java", line));
            assertThat(refusal)
                    .hasMessage("cannot weave the body at refused.Refused." + enclosing + "(Refused.java:" + line
                            + "): it is a generator's body, which can only yield, and it calls await or suspend;"
                            + " make it an asyncGenerator(...), whose body may await between its yields");
        }
    }

    @Test
    void awaitInALambdaInsideAGenerator() throws Throwable {
        try (Compilation compilation = compile()) {
            WeaveException refusal =
                    catchThrowableOfType(WeaveException.class, () -> compilation.call("refused.Refused", "lambda"));
            assertThat(refusal.reason()).isEqualTo(Reason.AWAIT_IN_LAMBDA);
            assertThat(refusal).hasMessageContaining("(Refused.java:" + lineOf("lambda") + ")");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"monitor", "delegatingMonitor", "asyncMonitor"})
    void yieldUnderAMonitor(String method) throws Exception {
        try (Compilation compilation = compile()) {
            WeaveException refusal = refusal(compilation.loader(), method);
            int line = lineOf(method);
            assertThat(refusal.reason()).isEqualTo(Reason.HELD_MONITOR);
            assertThat(refusal.location())
                    .isEqualTo(new StackTraceElement("refused.Refused", method, "Refused.java", line));
            assertThat(refusal)
                    .hasMessage("cannot weave the body at refused.Refused." + method + "(Refused.java:" + line
                            + "): it pauses inside a synchronized block or method, and a monitor belongs to a thread,"
                            + " which may be another one when the body goes on; leave the block before the pause, or"
                            + " use a lock that belongs to no thread");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fine", "fineAndAsynchronous", "fineAndIterable", "fineAndABlock"})
    void classFileThatCannotBeFound(String method) throws Exception {
        try (Compilation compilation = compile()) {
            ClassLoader loader =
                    new ServingLoader(compilation.classes(), getClass().getClassLoader()) {
                        @Override
                        public byte[] resource(String name, byte[] original) {
                            return null;
                        }
                    };
            WeaveException refusal = refusal(loader, method);
            assertThat(refusal.reason()).isEqualTo(Reason.CLASS_FILE_NOT_FOUND);
            assertThat(refusal)
                    .hasMessageStartingWith("cannot weave the body in refused.Refused, used at refused.Refused."
                            + method + "(Refused.java:" + lineOf(method) + "): its class loader ");
        }
    }

    @Test
    void bodyThatWouldExceedTheLimitOfAClassFile() throws Exception {
        String text = "package large; import static dev.pausa.Generator.*;\npublic class Large {\n"
                + "static Object body() {\nreturn generator(g -> {\n" + "g.yield(1);\n".repeat(3000) + "});\n}\n}\n";
        try (Compilation compilation = Compilation.ofText(directory, "large.Large", text)) {
            WeaveException refusal =
                    catchThrowableOfType(WeaveException.class, () -> compilation.call("large.Large", "body"));
            assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE);
            assertThat(refusal.location()).isEqualTo(new StackTraceElement("large.Large", "body", "Large.java", 5));
            assertThat(refusal)
                    .hasMessageEndingWith("and a class file allows 65535 for one method; move parts of it into"
                            + " generators of their own and give those to yieldFrom");
        }
    }

    @Test
    void theFineOnesAre() throws Throwable {
        try (Compilation compilation = compile()) {
            Generator<?, ?, ?> generator = (Generator<?, ?, ?>) compilation.call("refused.Refused", "fine");
            assertThat(generator.next()).isEqualTo(1);
            AsyncGenerator<?, ?> async =
                    (AsyncGenerator<?, ?>) compilation.call("refused.Refused", "fineAndAsynchronous");
            StopIteration yielded = catchThrowableOfType(
                    StopIteration.class, () -> async.anext().awaitIterator().next());
            assertThat(yielded.value()).isEqualTo(1);
        }
    }
}
