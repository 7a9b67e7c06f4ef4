package dev.pausa.conformance.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.SkipException;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

/**
 * Runs a class of the Reactive Streams TCK, which is written for TestNG, under JUnit. A test there may skip itself,
 * also when an optional feature fails; here that is a failure. Only the methods named {@code untested_…} must skip:
 * they stand for rules that the TCK cannot test.
 */
final class Tck {
    private Tck() {}

    /** Waits long for what must come, and briefly for what must not. */
    static TestEnvironment environment() {
        return new TestEnvironment(20_000, 30, 300); // it waits for an error for one poll, and no longer
    }

    /** Returns a test for each method, each with an object of its own. */
    static Stream<DynamicTest> tests(Supplier<?> verification) {
        List<Method> methods = annotated(verification.get(), Test.class);
        assertThat(methods).hasSizeGreaterThan(20);
        return methods.stream()
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> DynamicTest.dynamicTest(method.getName(), () -> run(verification.get(), method)));
    }

    private static void run(Object verification, Method method) throws Throwable {
        callAll(verification, BeforeClass.class);
        try {
            callAll(verification, BeforeMethod.class);
            if (method.getName().startsWith("untested_")) {
                assertThatThrownBy(() -> call(verification, method)).isInstanceOf(SkipException.class);
                return;
            }
            if (method.getName().contains("DropAllReferences")) {
                collectWhatOthersHaveDropped();
            }
            call(verification, method);
        } catch (SkipException skipped) {
            throw new AssertionError("the TCK skipped this", skipped);
        } finally {
            callAll(verification, AfterClass.class);
        }
    }

    /**
     * The TCK collects once, and then waits for a tenth of a second until it is told of its subscriber. The JVM tells
     * of everything in a row, so the thousands of objects that other tests have dropped must not be in front.
     */
    private static void collectWhatOthersHaveDropped() throws InterruptedException {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        for (int i = 0; i < 3; i++) {
            WeakReference<Object> dropped = new WeakReference<>(new Object(), queue);
            System.gc();
            assertThat(queue.remove(20_000)).isSameAs(dropped);
        }
    }

    private static List<Method> annotated(Object object, Class<? extends Annotation> annotation) {
        return Arrays.stream(object.getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(annotation))
                .toList();
    }

    private static void callAll(Object object, Class<? extends Annotation> annotation) throws Throwable {
        for (Method method : annotated(object, annotation)) {
            call(object, method);
        }
    }

    private static void call(Object object, Method method) throws Throwable {
        try {
            method.invoke(object);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}
