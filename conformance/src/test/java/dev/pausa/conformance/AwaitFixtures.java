package dev.pausa.conformance;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.StopIteration;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What the tests of awaits share: the catalogue's fixtures in Java, and ways to say what came out. */
final class AwaitFixtures {
    private AwaitFixtures() {}

    /** What Python says, word for word. */
    static final String ALREADY_EXECUTING = "coroutine already executing";

    static final String ALREADY_AWAITED = "cannot reuse already awaited coroutine";
    static final String BEING_AWAITED = "coroutine is being awaited already";
    static final String IGNORED_EXIT = "coroutine ignored GeneratorExit";
    static final String RAISED_STOP = "coroutine raised StopIteration";
    static final String JUST_STARTED = "can't send non-None value to a just-started coroutine";

    // ------------------------------------------------------------------------------------------------------------------
    // Things to await
    // ------------------------------------------------------------------------------------------------------------------

    /** A coroutine that suspends with each value in turn and returns what it was sent. */
    static Coroutine<List<Object>> suspending(Object... values) {
        return coroutine(() -> {
            List<Object> sent = new ArrayList<>();
            for (Object value : values) {
                sent.add(suspend(value));
            }
            return sent;
        });
    }

    /** A coroutine that returns a value without a pause. */
    static <T> Coroutine<T> returning(T value) {
        return coroutine(() -> value);
    }

    /** A coroutine that awaits one thing and returns its value. */
    static <T> Coroutine<T> awaiting(Awaitable<T> inner) {
        return coroutine(() -> await(inner));
    }

    /** A coroutine that awaits one thing and returns its value, or the exception that it got at the await. */
    static Coroutine<Object> catching(Awaitable<?> inner) {
        return coroutine(() -> {
            try {
                return await(inner);
            } catch (Throwable thrown) {
                return thrown;
            }
        });
    }

    /** The catalogue's {@code It}: an iterator that has only {@code next}, and ends with a result. */
    static final class It implements AwaitIterator<Object> {
        final List<Object> left;
        final Object result;

        It(Object result, Object... values) {
            this.left = new ArrayList<>(List.of(values));
            this.result = result;
        }

        @Override
        public Object next() {
            if (left.isEmpty()) {
                throw new StopIteration(result);
            }
            return left.remove(0);
        }
    }

    /** The catalogue's {@code Aw}: an awaitable that hands out a given iterator. */
    record Aw<T>(AwaitIterator<T> iterator) implements Awaitable<T> {
        @Override
        public AwaitIterator<T> awaitIterator() {
            return iterator;
        }
    }

    // ------------------------------------------------------------------------------------------------------------------
    // What came out
    // ------------------------------------------------------------------------------------------------------------------

    /** What a driving call threw; fails if it threw nothing. */
    static Throwable raisedBy(Callable<?> call) {
        Throwable thrown = catchThrowable(call::call);
        assertThat(thrown).as("exception of the driving call").isNotNull();
        return thrown;
    }

    /** What the body returned: the value of the {@code StopIteration} that a driving call threw. */
    static Object returnedBy(Callable<?> call) {
        Throwable thrown = raisedBy(call);
        if (!(thrown instanceof StopIteration end)) {
            throw new AssertionError("expected the end of the coroutine", thrown);
        }
        assertThat(thrown).hasNoCause().hasNoSuppressedExceptions();
        return end.value();
    }

    /** Checks that it is Python's error about the state of a coroutine, bare. */
    static void assertStateError(Object thrown, Reason reason, String message) {
        assertThat(thrown).isInstanceOf(CoroutineStateException.class);
        CoroutineStateException error = (CoroutineStateException) Objects.requireNonNull(thrown);
        assertThat(error.reason()).isEqualTo(reason);
        assertThat(error).hasMessage(message).hasNoCause().hasNoSuppressedExceptions();
    }

    static void assertAlreadyExecuting(Object thrown) {
        assertStateError(thrown, Reason.ALREADY_EXECUTING, ALREADY_EXECUTING);
    }

    static void assertAlreadyAwaited(Object thrown) {
        assertStateError(thrown, Reason.ALREADY_AWAITED, ALREADY_AWAITED);
    }

    static void assertBeingAwaited(Object thrown) {
        assertStateError(thrown, Reason.BEING_AWAITED, BEING_AWAITED);
    }

    static void assertIgnoredExit(Object thrown) {
        assertStateError(thrown, Reason.IGNORED_EXIT, IGNORED_EXIT);
    }

    /** Checks the error that a StopIteration becomes when it leaves a body (PEP 479). */
    static void assertRaisedStop(Object thrown, StopIteration cause) {
        assertThat(thrown).isInstanceOf(CoroutineStateException.class);
        CoroutineStateException error = (CoroutineStateException) Objects.requireNonNull(thrown);
        assertThat(error.reason()).isEqualTo(Reason.RAISED_STOP);
        assertThat(error).hasMessage(RAISED_STOP);
        assertThat(error.getCause()).isSameAs(cause);
    }

    // ------------------------------------------------------------------------------------------------------------------
    // What the compiler refuses
    // ------------------------------------------------------------------------------------------------------------------

    /**
     * Compiles statements inside a coroutine's body, where {@code await}, {@code suspend} and {@code coroutine} are imported.
     *
     * @return the codes of the compiler's errors, such as {@code compiler.err.cant.apply.symbols}; empty if it compiles
     */
    static List<String> compileErrors(String statements) {
        String source = """
                import dev.pausa.*;
                import static dev.pausa.Coroutine.*;
                class Snippet {
                    Coroutine<Void> made() {
                        return coroutine(() -> { %s });
                    }
                }
                """.formatted(statements);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of("-proc:none", "-implicit:none", "-classpath", classPath());
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        try (var files = new DiscardingFiles(compiler.getStandardFileManager(found, null, null))) {
            compiler.getTask(null, files, found, options, null, List.of(file)).call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .map(Diagnostic::getCode)
                .toList();
    }

    /** Class files go nowhere. */
    private static final class DiscardingFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {
        DiscardingFiles(StandardJavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return OutputStream.nullOutputStream();
                }
            };
        }
    }

    /** The core, wherever it was loaded from. */
    private static String classPath() {
        try {
            return Path.of(Coroutine.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
