package dev.pausa.conformance.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncCloseable;
import dev.pausa.AsyncExitStack;
import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncIterable;
import dev.pausa.AsyncIterator;
import dev.pausa.AsyncResource;
import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineObject;
import dev.pausa.Generator;
import dev.pausa.async.AsyncSemaphore;
import dev.pausa.async.Channel;
import dev.pausa.async.Loop;
import dev.pausa.async.Promise;
import dev.pausa.async.TaskLocal;
import dev.pausa.async.Waker;
import dev.pausa.diagnostics.TaskRecording;
import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Null for a parameter that is not {@code @Nullable} is refused at once, in an exception that names the parameter.
 * Tried with each method of {@code docs/api.txt} that has code, but for those of woven code. Constructors are left out:
 * records are made by the library, and an exception must not fail because of what it is given.
 */
class NullArgumentsTest {
    private static final Map<Class<?>, Supplier<Object>> SAMPLES = Map.ofEntries(
            Map.entry(AsyncExitStack.class, AsyncExitStack::new),
            Map.entry(AsyncGenerator.class, () -> AsyncGenerator.asyncGenerator(g -> {})),
            Map.entry(AsyncIterable.class, () -> AsyncGenerator.asyncGenerator(g -> {})),
            Map.entry(AsyncIterator.class, () -> AsyncGenerator.asyncGenerator(g -> {})),
            Map.entry(AsyncResource.class, AsyncExitStack::new),
            Map.entry(AsyncCloseable.class, AsyncExitStack::new),
            Map.entry(Awaitable.class, NullArgumentsTest::coroutine),
            Map.entry(AwaitIterator.class, () -> (AwaitIterator<String>) () -> null),
            Map.entry(Coroutine.class, NullArgumentsTest::coroutine),
            Map.entry(Coroutine.Body.class, () -> (Coroutine.Body) () -> {}),
            Map.entry(CoroutineObject.class, NullArgumentsTest::coroutine),
            Map.entry(Generator.class, () -> Generator.generator(g -> {})),
            Map.entry(Coroutine.ResultBody.class, () -> (Coroutine.ResultBody<String>) () -> ""),
            Map.entry(Coroutine.Block.class, () -> (Coroutine.Block<String>) text -> {}),
            Map.entry(Coroutine.ResultBlock.class, () -> (Coroutine.ResultBlock<String, String>) text -> text),
            Map.entry(Executor.class, () -> (Executor) Runnable::run),
            Map.entry(Flow.Publisher.class, () -> (Flow.Publisher<String>) subscriber -> {}),
            Map.entry(Supplier.class, () ->
                    (Supplier<AsyncIterable<String>>) () -> AsyncGenerator.asyncGenerator(g -> {})),
            Map.entry(AsyncSemaphore.class, () -> new AsyncSemaphore(1)),
            Map.entry(BiConsumer.class, () -> (BiConsumer<Object, Object>) (task, failure) -> {}),
            Map.entry(Channel.class, Channel::rendezvous),
            Map.entry(Consumer.class, () -> (Consumer<Object>) any -> {}),
            Map.entry(Duration.class, () -> Duration.ZERO),
            Map.entry(Loop.class, () -> Loop.on(Runnable::run)),
            Map.entry(Object.class, Object::new),
            Map.entry(Promise.class, Promise::new),
            Map.entry(Runnable.class, () -> (Runnable) () -> {}),
            Map.entry(TaskLocal.class, () -> new TaskLocal<>("")),
            Map.entry(TaskRecording.class, () -> new TaskRecording("loop")),
            Map.entry(Waker.class, Promise::new),
            Map.entry(String.class, () -> "text"),
            Map.entry(Class.class, () -> IOException.class),
            Map.entry(Throwable.class, IOException::new),
            Map.entry(int.class, () -> 1));

    private static Coroutine<Void> coroutine() {
        return Coroutine.coroutine(() -> {});
    }

    static Stream<String> parameters() throws IOException {
        return exported()
                .flatMap(NullArgumentsTest::methods)
                .flatMap(method -> IntStream.range(0, method.getParameterCount())
                        .filter(index -> !method.getParameterTypes()[index].isPrimitive())
                        .filter(index -> !mayBeNull(method.getParameters()[index]))
                        .mapToObj(index -> index + " of " + method.toGenericString()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parameters")
    void null_is_refused_in_the_parameter_s_name(String parameter) throws Exception {
        Method method = exported()
                .flatMap(NullArgumentsTest::methods)
                .filter(each -> parameter.endsWith(" of " + each.toGenericString()))
                .findFirst()
                .orElseThrow();
        int index = Integer.parseInt(parameter.substring(0, parameter.indexOf(' ')));
        assertThat(thrownBy(method, index))
                .isInstanceOf(NullPointerException.class)
                .hasMessage(method.getParameters()[index].getName());
    }

    /** The types that {@code docs/api.txt} lists, but for those that are exported for woven code alone. */
    private static Stream<Class<?>> exported() throws IOException {
        return Files.readString(Path.of("../docs/api.txt"))
                .lines()
                .filter(line -> line.startsWith("public "))
                .map(line -> line.replaceFirst(".* (class|interface|record|enum) ([\\w.$]+).*", "$2"))
                .filter(name -> !name.startsWith("dev.pausa.woven."))
                .map(NullArgumentsTest::load);
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<Method> methods(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method ->
                        Modifier.isPublic(method.getModifiers()) && !Modifier.isAbstract(method.getModifiers()))
                .filter(method -> !method.isSynthetic() && !isGivenByTheLanguage(method) && !isAwait(method));
    }

    private static boolean isGivenByTheLanguage(Method method) {
        Class<?> type = method.getDeclaringClass();
        return type.isEnum() && method.getName().equals("valueOf")
                || type.isRecord() && method.getName().equals("equals");
    }

    /** What it does in a body is woven, and Python's error; its own code says that it stands outside a body. */
    private static boolean isAwait(Method method) {
        return method.getDeclaringClass() == Coroutine.class && method.getName().equals("await");
    }

    private static boolean mayBeNull(Parameter parameter) {
        AnnotatedType type = parameter.getAnnotatedType();
        return type.getType() instanceof TypeVariable || type.isAnnotationPresent(Nullable.class);
    }

    private static @Nullable Throwable thrownBy(Method method, int index) throws Exception {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i == index ? null : argument(method.getParameters()[i]);
        }
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        try {
            method.invoke(isStatic ? null : sample(method.getDeclaringClass()), arguments);
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        }
    }

    /** A type variable's may have to be there all the same: a channel takes no null. */
    private static @Nullable Object argument(Parameter parameter) {
        if (parameter.getAnnotatedType().getType() instanceof TypeVariable) {
            return "text";
        }
        return mayBeNull(parameter) ? null : sample(parameter.getType());
    }

    private static Object sample(Class<?> type) {
        assertThat(SAMPLES.keySet()).contains(type);
        return SAMPLES.get(type).get();
    }
}
