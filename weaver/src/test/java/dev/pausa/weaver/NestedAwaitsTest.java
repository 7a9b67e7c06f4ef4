package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pausa.CoroutineObject;
import dev.pausa.WeaveException;
import dev.pausa.WeaveException.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * An await in a lambda that is no body is a mistake, found when the body around it is woven; all others are left alone.
 */
class NestedAwaitsTest {
    private static final String SOURCE = """
            package nested;
            import static dev.pausa.Coroutine.*;
            import static dev.pausa.Generator.*;
            import dev.pausa.*;
            import java.util.*;
            import java.util.concurrent.Callable;
            import java.util.function.*;
            public class Nested {
                static boolean never;
                static Object refusedCallable() {
                    return coroutine(() -> {
                        Callable<Object> nested = () -> suspend(1); // in refusedCallable
                        return never ? nested.call() : 2;
                    });
                }
                interface Own {
                    Object get() throws Exception;
                }
                static Object refusedOwnInterface() {
                    return coroutine(() -> {
                        Own nested = () -> await(coroutine(() -> 1)); // in refusedOwnInterface
                        return never ? nested.get() : suspend(1);
                    });
                }
                static Object refusedDeep() {
                    return coroutine(() -> {
                        Own nested = () -> {
                            Callable<Object> deeper = () -> suspend(2); // in refusedDeep
                            return deeper.call();
                        };
                        return never ? nested.get() : suspend(1);
                    });
                }
                static Object refusedYielder() {
                    return generator((Generator.Yielder<Object, Object> g) -> {
                        List.of(1, 2).forEach(i -> g.yield(i)); // in refusedYielder
                    });
                }
                static Object refusedInAMethod() {
                    return coroutine((Coroutine.ResultBody<Object>) Nested::method);
                }
                private static Object method() throws Exception {
                    Own nested = () -> suspend(1); // in refusedInAMethod
                    return never ? nested.get() : suspend(1);
                }

                static Object fineCoroutine() {
                    return coroutine(() -> await(coroutine(() -> suspend(1))));
                }
                interface Special extends Coroutine.ResultBody<Object> {}
                static Object fineSubinterface() {
                    return coroutine(() -> {
                        Special special = () -> suspend(1);
                        return await(coroutine(special));
                    });
                }
                interface Mark {}
                static Object fineIntersection() {
                    return coroutine(() -> {
                        Coroutine.ResultBody<Object> marked = (Coroutine.ResultBody<Object> & Mark) () -> suspend(1);
                        return await(coroutine(marked));
                    });
                }
                interface Either<T> extends Supplier<T>, Coroutine.ResultBody<T> {
                    @Override
                    default T get() {
                        try {
                            return run();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }
                static Object fineWithADefault() {
                    return coroutine(() -> {
                        Either<Object> either = () -> suspend(1);
                        return await(coroutine((Coroutine.ResultBody<Object>) either));
                    });
                }
                static Object fineInALambda() {
                    return coroutine(() -> {
                        Supplier<Coroutine<Object>> later = () -> coroutine(() -> suspend(1));
                        return await(later.get());
                    });
                }
                static class Mine {
                    Object await(Object o) {
                        return o;
                    }
                    Object suspend(Object o) {
                        return o;
                    }
                }
                static Object fineNamesOfOthers() {
                    return coroutine(() -> {
                        Mine mine = new Mine();
                        Supplier<Object> nested = () -> mine.await(mine.suspend(1));
                        return suspend(nested.get());
                    });
                }
                static Object fineInAnAnonymousClass() {
                    return coroutine(() -> {
                        Callable<Object> callable = new Callable<>() {
                            @Override
                            public Object call() throws Exception {
                                return suspend(1);
                            }
                        };
                        return await(coroutine((Coroutine.ResultBody<Object>) callable::call));
                    });
                }
                static Object fineYielderOfAnother() {
                    return generator((Generator.Yielder<Object, Object> g) -> {
                        Consumer<Generator.Yielder<Object, Object>> unused = y -> y.yield(2);
                        g.yield(1);
                    });
                }
            }
            """;

    @TempDir
    Path directory;

    private static List<String> methods(String prefix) {
        return SOURCE.lines()
                .filter(line -> line.strip().startsWith("static Object " + prefix))
                .map(line -> line.strip().split("[ (]")[2])
                .toList();
    }

    private static int lineOf(String method) {
        String before = SOURCE.substring(0, SOURCE.indexOf("// in " + method));
        return (int) before.lines().count();
    }

    private Stream<DynamicTest> eachWithBothCompilers(String prefix, Check check) {
        return Stream.of(ToolProvider.getSystemJavaCompiler(), new EclipseCompiler())
                .flatMap(compiler -> methods(prefix).stream()
                        .map(method -> DynamicTest.dynamicTest(
                                method + " by " + compiler.getClass().getSimpleName(),
                                () -> run(compiler, method, check))));
    }

    private interface Check {
        void check(Compilation compilation, String method) throws Throwable;
    }

    private void run(JavaCompiler compiler, String method, Check check) throws Throwable {
        List<String> options = List.of("-g", "-source", "17", "-target", "17");
        Path folder = directory.resolve(compiler.getClass().getSimpleName());
        try (Compilation compilation = Compilation.ofText(compiler, options, folder, "nested.Nested", SOURCE)) {
            check.check(compilation, method);
        }
    }

    @TestFactory
    Stream<DynamicTest> aMistakeIsRefused() {
        return eachWithBothCompilers("refused", (compilation, method) -> {
            WeaveException refusal =
                    catchThrowableOfType(WeaveException.class, () -> compilation.call("nested.Nested", method));
            assertThat(refusal.reason()).isEqualTo(Reason.AWAIT_IN_LAMBDA);
            assertThat(refusal.location().getFileName()).isEqualTo("Nested.java");
            assertThat(refusal.location().getLineNumber()).isEqualTo(lineOf(method));
        });
    }

    @TestFactory
    Stream<DynamicTest> whatMayPauseIsLeftAlone() {
        return eachWithBothCompilers("fine", (compilation, method) -> {
            Object made = compilation.call("nested.Nested", method);
            assertThat(Driven.of(made).step(null).toString()).isEqualTo("Yielded[value=1]");
            assertThat(((CoroutineObject) made).location()).isNotNull();
        });
    }

    @Test
    void theErrorSaysWhatToDo() throws Throwable {
        run(ToolProvider.getSystemJavaCompiler(), "refusedOwnInterface", (compilation, method) -> {
            WeaveException refusal =
                    catchThrowableOfType(WeaveException.class, () -> compilation.call("nested.Nested", method));
            assertThat(refusal)
                    .hasMessage(
                            "cannot weave the body at nested.Nested.refusedOwnInterface(Nested.java:" + lineOf(method)
                                    + "): a lambda inside it calls await, and the lambda is no body itself:"
                                    + " it is a nested.Nested.Own,"
                                    + " which runs as an ordinary method, where nothing can pause; call"
                                    + " await outside of the lambda,"
                                    + " or make the lambda's code a coroutine or generator of its own");
        });
    }
}
