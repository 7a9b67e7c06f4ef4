package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pausa.Coroutine;
import dev.pausa.CoroutineStateException;
import dev.pausa.Step;
import dev.pausa.WeaveException;
import dev.pausa.WeaveException.Reason;
import dev.pausa.frame.Kind;
import dev.pausa.weaver.runtime.RuntimeAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that cannot be woven, and awaits that belong to no body: each error says which, where and why. */
class RefusalsTest {
    private static final String SOURCE = """
            package refused;
            import static dev.pausa.Coroutine.*;
            import dev.pausa.Coroutine;
            import java.util.concurrent.Callable;
            public class Refused {
                static Object block() {
                    return coroutine(() -> {
                        synchronized (Refused.class) {
                            return suspend(1); // in block
                        }
                    });
                }
                static Object nestedBlock() {
                    Object lock = new Object();
                    return coroutine(() -> {
                        synchronized (lock) {
                            synchronized (Refused.class) {
                                lock.hashCode();
                            }
                            for (int i = 0; i < 3; i++) {
                                if (i == 2) {
                                    suspend(i); // in nestedBlock
                                }
                            }
                        }
                        return 1;
                    });
                }
                static Object finallyInBlock() {
                    return coroutine(() -> {
                        try {
                            suspend(0);
                            synchronized (Refused.class) {
                                try {
                                    return 1;
                                } finally {
                                    suspend(1); // in finallyInBlock
                                }
                            }
                        } catch (Exception e) {
                            return suspend(2);
                        }
                    });
                }
                static synchronized Integer locked() throws Exception {
                    return (Integer) suspend(1); // in locked
                }
                static Object method() {
                    return coroutine(Refused::locked);
                }
                static native Integer elsewhere() throws Exception;
                static Object nativeMethod() {
                    return coroutine(Refused::elsewhere);
                }
                static Object fine() {
                    return coroutine(() -> (int) suspend(1) + 1);
                }
                static Object lambda() {
                    return coroutine(() -> {
                        suspend("pause");
                        Callable<Object> nested = () -> suspend(1); // in lambda
                        return nested.call();
                    });
                }
                static Object localClass() {
                    return coroutine(() -> {
                        suspend("pause");
                        class Local {
                            Object get() throws Exception {
                                return await(coroutine(() -> 1)); // in localClass
                            }
                        }
                        return new Local().get();
                    });
                }
                static Object called() throws Exception {
                    return suspend(1); // in called
                }
                static Object caller() {
                    return coroutine(() -> {
                        suspend("pause");
                        return called();
                    });
                }
                static Object lambdaThatCalls() {
                    return coroutine(() -> called());
                }
                Refused() throws Exception {
                    suspend("constructing"); // in constructor
                }
                static Object constructor() {
                    return coroutine((Coroutine.ResultBody<Object>) Refused::new);
                }
                static Object nobody() throws Exception {
                    return await(coroutine(() -> 1)); // in nobody
                }
            }
            """;

    @TempDir
    Path directory;

    private static int lineOf(String text) {
        String before = SOURCE.substring(0, SOURCE.indexOf(text));
        return (int) before.chars().filter(c -> c == '\n').count() + 1;
    }

    private static WeaveException refusal(ClassLoader loader, String method) {
        return catchThrowableOfType(WeaveException.class, () -> Compilation.call(loader, "refused.Refused", method));
    }

    private static void checkMonitor(JavaCompiler compiler, Path directory, String method, String enclosing)
            throws IOException {
        List<String> options = List.of("-g", "-source", "17", "-target", "17");
        try (Compilation compilation = Compilation.ofText(compiler, options, directory, "refused.Refused", SOURCE)) {
            WeaveException refusal = refusal(compilation.loader(), method);
            StackTraceElement place = refusal.location();
            assertThat(refusal.reason()).isEqualTo(Reason.HELD_MONITOR);
            assertThat(place.getClassName()).isEqualTo("refused.Refused");
            assertThat(place.getFileName()).isEqualTo("Refused.java");
            assertThat(place.getLineNumber()).isEqualTo(lineOf("// in " + enclosing));
            assertThat(refusal).hasMessageContaining(place.toString()).hasMessageContaining("synchronized");
            assertThat(place.getMethodName()).isEqualTo(enclosing);
        }
    }

    @ParameterizedTest
    @CsvSource({"block, block", "nestedBlock, nestedBlock", "finallyInBlock, finallyInBlock", "method, locked"})
    void pauseUnderAMonitor(String method, String enclosing) throws IOException {
        checkMonitor(ToolProvider.getSystemJavaCompiler(), directory.resolve("javac"), method, enclosing);
        checkMonitor(new EclipseCompiler(), directory.resolve("ecj"), method, enclosing);
    }

    @Test
    void nativeBody() throws IOException {
        try (Compilation compilation = Compilation.ofText(directory, "refused.Refused", SOURCE)) {
            WeaveException refusal = refusal(compilation.loader(), "nativeMethod");
            assertThat(refusal.reason()).isEqualTo(Reason.NO_CODE);
            assertThat(refusal.className()).isEqualTo("refused.Refused");
            assertThat(refusal).hasMessageContaining("refused.Refused.elsewhere(Refused.java)");
        }
    }

    private static ClassLoader serving(Compilation compilation, UnaryOperator<byte[]> change) {
        return new ServingLoader(compilation.classes(), RefusalsTest.class.getClassLoader()) {
            @Override
            public byte[] resource(String name, byte[] original) {
                return change.apply(original);
            }
        };
    }

    @Test
    void classFileThatCannotBeFound() throws IOException {
        try (Compilation compilation = Compilation.ofText(directory, "refused.Refused", SOURCE)) {
            ClassLoader loader = serving(compilation, bytes -> null);
            WeaveException refusal = refusal(loader, "fine");
            assertThat(refusal.reason()).isEqualTo(Reason.CLASS_FILE_NOT_FOUND);
            assertThat(refusal.className()).isEqualTo("refused.Refused");
            assertThat(refusal)
                    .hasMessageContaining("refused/Refused.class")
                    .hasMessageContaining("refused.Refused.fine(Refused.java:" + lineOf("return coroutine(() -> (int)"))
                    .hasMessageContaining(loader.toString());
        }
    }

    /** Such as one that looks a class up in a map of what was compiled in memory, and expects it there. */
    @Test
    void loaderThatFailsForNamesItDoesNotKnow() throws IOException {
        try (Compilation compilation = Compilation.ofText(directory, "refused.Refused", SOURCE)) {
            ClassLoader loader = new ServingLoader(compilation.classes(), RefusalsTest.class.getClassLoader()) {
                @Override
                public byte[] resource(String name, byte[] original) {
                    return null;
                }

                @Override
                protected Class<?> findClass(String name) {
                    throw new NullPointerException(name);
                }
            };
            assertThat(refusal(loader, "fine").reason()).isEqualTo(Reason.CLASS_FILE_NOT_FOUND);
        }
    }

    @Test
    void classFileThatCannotBeRead() throws IOException {
        for (UnaryOperator<byte[]> damage : List.<UnaryOperator<byte[]>>of(
                bytes -> new byte[0], bytes -> new byte[] {1, 2, 3}, bytes -> Arrays.copyOf(bytes, bytes.length / 2))) {
            try (Compilation compilation = Compilation.ofText(directory, "refused.Refused", SOURCE)) {
                WeaveException refusal = refusal(serving(compilation, damage), "fine");
                assertThat(refusal.reason()).isEqualTo(Reason.CLASS_FILE_UNREADABLE);
                assertThat(refusal).hasMessageContaining("refused.Refused");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {73, 99, 1000})
    void newerClassFileVersionIsReadAnyway(int major) throws Throwable {
        UnaryOperator<byte[]> newer = bytes -> {
            byte[] changed = bytes.clone();
            changed[6] = (byte) (major >> 8);
            changed[7] = (byte) major;
            return changed;
        };
        try (Compilation compilation = Compilation.ofText(directory, "refused.Refused", SOURCE)) {
            ClassLoader loader = serving(compilation, newer);
            // The frame class has the newest version that ASM knows, which this JVM may not: only the reading is
            // tested.
            ClassFiles files = new ClassFiles(RuntimeAccess.filesOf(loader));
            assertThat(ClassFiles.parse(files.bytes("refused/Refused").orElseThrow()).methods)
                    .anyMatch(method -> Weaving.canPause(method, Kind.COROUTINE));
            assertThat(files.outline("refused/Refused")).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource({"localClass, // in localClass", "caller, // in called"})
    void awaitThatBelongsToNoBody(String method, String text) throws Throwable {
        try (Compilation compilation = Compilation.ofText(directory, "refused.Refused", SOURCE)) {
            Coroutine<?> coroutine = (Coroutine<?>) compilation.call("refused.Refused", method);
            assertThat(coroutine.step(null)).isEqualTo(new Step.Yielded<>("pause"));
            checkNotInBody(catchThrowable(() -> coroutine.step(null)), text);
        }
    }

    @Test
    void awaitInAConstructorOrInNoCoroutineAtAll() throws Throwable {
        try (Compilation compilation = Compilation.ofText(directory, "refused.Refused", SOURCE)) {
            Coroutine<?> coroutine = (Coroutine<?>) compilation.call("refused.Refused", "constructor");
            checkNotInBody(catchThrowable(() -> coroutine.step(null)), "// in constructor");
            checkNotInBody(catchThrowable(() -> compilation.call("refused.Refused", "nobody")), "// in nobody");
        }
    }

    /** A lambda is not a method reference, even if it does nothing but call one method. */
    @Test
    void awaitInAMethodThatIsAllThatALambdaCalls() throws Throwable {
        try (Compilation compilation = Compilation.ofText(directory, "refused.Refused", SOURCE)) {
            Coroutine<?> coroutine = (Coroutine<?>) compilation.call("refused.Refused", "lambdaThatCalls");
            checkNotInBody(catchThrowable(() -> coroutine.step(null)), "// in called");
        }
    }

    private static void checkNotInBody(Throwable thrown, String text) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        CoroutineStateException.class,
                        error -> assertThat(error.reason()).isEqualTo(CoroutineStateException.Reason.NOT_IN_BODY));
        assertThat(thrown).hasMessageContaining("(Refused.java:" + lineOf(text) + ")");
    }
}
