package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The weaver among class loaders and threads: one frame class per body, no lock around the user's loader, no leak. */
@Timeout(60)
class ClassLoadersTest {
    private static final String PARENT = """
            package loaders;
            import static dev.pausa.Coroutine.*;
            public class Parent {
                public Integer load() throws Exception {
                    return 1 + (Integer) suspend("load");
                }
                public static Integer loadStatic() throws Exception {
                    return 2 + (Integer) suspend("loadStatic");
                }
            }
            """;

    private static final String CHILD = """
            package loaders;
            import static dev.pausa.Coroutine.*;
            import dev.pausa.BlockAccess;
            import dev.pausa.Coroutine;
            import dev.pausa.Generator;
            import java.util.List;
            public class Child {
                static Object lambda() {
                    int n = 5;
                    return coroutine(() -> n + (Integer) suspend("lambda"));
                }
                static Object object() {
                    return coroutine(new Coroutine.ResultBody<Integer>() {
                        public Integer run() throws Exception {
                            return (Integer) suspend("object");
                        }
                    });
                }
                static Object bound() {
                    return coroutine(new Parent()::load);
                }
                static Object unbound() {
                    return coroutine(Parent::loadStatic);
                }
                static Object unboundBlock() {
                    return BlockAccess.<Parent, Integer>blockReturning(Parent::load, new Parent());
                }
                static Object generator() {
                    int n = 6;
                    return coroutine(() -> await(Generator.<Object, Object, Integer>generatorReturning(
                            g -> n + (Integer) g.yield("generator")).asAwaitable()));
                }
                static Object ofJdk() {
                    return coroutine(List.of(1, 2)::size);
                }
            }
            """;

    private static final List<String> PAUSING =
            List.of("lambda", "object", "bound", "unbound", "unboundBlock", "generator");

    @TempDir
    Path directory;

    private Compilation parent;
    private Path childClasses;

    @BeforeEach
    void compile() throws IOException {
        Path text = directory.resolve("child");
        try (Compilation both = Compilation.of(
                ToolProvider.getSystemJavaCompiler(),
                List.of("-g"),
                List.of(write(text, "Parent", PARENT), write(text, "Child", CHILD)),
                text.resolve("classes"))) {
            childClasses = both.classes();
        }
        Files.delete(childClasses.resolve("loaders/Parent.class"));
        parent = Compilation.ofText(directory.resolve("parent"), "loaders.Parent", PARENT);
    }

    private static Path write(Path directory, String name, String text) throws IOException {
        Files.createDirectories(directory);
        return Files.writeString(directory.resolve(name + ".java"), text);
    }

    private URLClassLoader childLoader() throws IOException {
        return new URLClassLoader(new URL[] {childClasses.toUri().toURL()}, parent.loader());
    }

    private static Coroutine<?> make(ClassLoader loader, String method) throws Exception {
        try {
            return (Coroutine<?>) Compilation.call(loader, "loaders.Child", method);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static Object drive(Coroutine<?> coroutine) {
        assertThat(coroutine.step(null)).isInstanceOf(Step.Yielded.class);
        return ((Step.Returned<?>) coroutine.step(10)).value();
    }

    private static Class<?> frameClass(Coroutine<?> coroutine) {
        try {
            Field frame = coroutine.getClass().getSuperclass().getDeclaredField("frame");
            frame.setAccessible(true);
            return frame.get(coroutine).getClass();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Leaks
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void droppedLoaderIsCollected() throws Exception {
        WeakReference<ClassLoader> loader = useAndDrop(PAUSING);
        assertThat(Garbage.collectUntil(() -> loader.get() == null)).isTrue();
    }

    @Test
    void droppedLoaderIsCollectedThoughItsBodiesAreCodeOfItsParentOrTheJdk() throws Exception {
        WeakReference<ClassLoader> first = useAndDrop(List.of("bound", "unbound"));
        WeakReference<ClassLoader> second = useAndDrop(List.of("bound", "unbound"));
        assertThat(Garbage.collectUntil(() -> first.get() == null && second.get() == null))
                .isTrue();
        assertThat(parent.loader().loadClass("loaders.Parent")).isNotNull();
    }

    private WeakReference<ClassLoader> useAndDrop(List<String> methods) throws Exception {
        try (URLClassLoader loader = childLoader()) {
            for (String method : methods) {
                assertThat(drive(make(loader, method))).isInstanceOf(Integer.class);
                make(loader, method).step(null);
                make(loader, method);
            }
            assertThat(((Step.Returned<?>) make(loader, "ofJdk").step(null)).value())
                    .isEqualTo(2);
            return new WeakReference<>(loader);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Threads
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void manyThreadsThatComeFirstShareOneFrameClass() throws Exception {
        int threads = 16;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 10; round++) {
                try (URLClassLoader loader = childLoader()) {
                    for (String method : PAUSING) {
                        Set<Class<?>> frames = raceFor(pool, threads, loader, method);
                        assertThat(frames).as(method).hasSize(1);
                    }
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static Set<Class<?>> raceFor(ExecutorService pool, int threads, ClassLoader loader, String method)
            throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        Set<Class<?>> frames = ConcurrentHashMap.newKeySet();
        List<Future<Object>> results = new ArrayList<>();
        Callable<Object> racer = () -> {
            start.await();
            Coroutine<?> coroutine = make(loader, method);
            frames.add(frameClass(coroutine));
            return drive(coroutine);
        };
        for (int i = 0; i < threads; i++) {
            results.add(pool.submit(racer));
        }
        for (Future<Object> result : results) {
            assertThat(result.get(30, TimeUnit.SECONDS))
                    .isEqualTo(results.get(0).get());
        }
        return frames;
    }

    @Test
    void loaderThatKeepsOneThreadWaitingHoldsUpNoOther() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        ExecutorService pool = Executors.newSingleThreadExecutor();
        ClassLoader loader = new ServingLoader(childClasses, parent.loader()) {
            @Override
            public byte[] resource(String name, byte[] original) {
                if (first.compareAndSet(true, false)) {
                    entered.countDown();
                    awaitQuietly(leave);
                }
                return original;
            }
        };
        try {
            Future<Coroutine<?>> held = pool.submit(() -> make(loader, "lambda"));
            entered.await();
            Coroutine<?> other = make(loader, "lambda");
            Class<?> frameClass = frameClass(other);
            assertThat(drive(other)).isEqualTo(15);
            leave.countDown();
            Coroutine<?> late = held.get(30, TimeUnit.SECONDS);
            assertThat(frameClass(late)).isSameAs(frameClass);
            assertThat(drive(late)).isEqualTo(15);
        } finally {
            leave.countDown();
            pool.shutdownNow();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Frame classes
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void bodiesOfOneClassShareOneFrameClassBesideTheirOwnClass() throws Exception {
        try (URLClassLoader loader = childLoader()) {
            Class<?> frameClass = frameClass(make(loader, "lambda"));
            assertThat(frameClass(make(loader, "lambda"))).isSameAs(frameClass);
            assertThat(frameClass.getName()).isEqualTo("loaders.Child$lambda$coroutine1");
            assertThat(frameClass.getClassLoader()).isSameAs(loader);
            assertThat(frameClass.isHidden()).isFalse();
            assertThat(frameClass(make(loader, "bound")).getClassLoader()).isSameAs(parent.loader());
        }
    }

    @Test
    void referencesFromTwoLoadersToOneMethodShareItsFrameClass() throws Exception {
        try (URLClassLoader one = childLoader();
                URLClassLoader two = childLoader()) {
            Coroutine<?> first = make(one, "bound");
            Coroutine<?> second = make(two, "bound");
            assertThat(frameClass(first)).isSameAs(frameClass(second));
            assertThat(drive(second)).isEqualTo(11);
            assertThat(drive(first)).isEqualTo(11);
        }
    }
}
