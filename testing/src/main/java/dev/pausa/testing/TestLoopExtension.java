package dev.pausa.testing;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Gives a {@link TestLoop} to each JUnit test that has a parameter of that type, and runs those that are marked with
 * {@link Explore} again and again. {@code Explore} brings it along; other tests name it: {@code
 * @ExtendWith(TestLoopExtension.class)}.
 */
public final class TestLoopExtension implements ParameterResolver, InvocationInterceptor {
    /** For JUnit. */
    public TestLoopExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == TestLoop.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Seed seed = Seed.fifo(0);
        return new TestLoop(TestLoopSetup.DEFAULT, seed, seed.order());
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext test)
            throws Throwable {
        Optional<Explore> settings = AnnotationSupport.findAnnotation(test.getElement(), Explore.class);
        if (settings.isEmpty()) {
            invocation.proceed();
            return;
        }
        invocation.skip(); // it would call the method once
        explore(settings.get(), call, test.getRequiredTestInstance());
    }

    private static void explore(Explore settings, ReflectiveInvocationContext<Method> call, Object instance)
            throws InterruptedException {
        Method method = call.getExecutable();
        List<Object> given = call.getArguments();
        int position = positionOfLoop(method);
        TestLoopSetup setup = TestLoop.with().seed(settings.seed()).stalls(Duration.parse(settings.stalls()));
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        (settings.twice() ? setup.twice() : setup).explore(settings.runs(), name, loop -> {
            Object[] arguments = given.toArray();
            arguments[position] = loop;
            ReflectionSupport.invokeMethod(method, instance, arguments);
        });
    }

    private static int positionOfLoop(Method method) {
        int position = List.of(method.getParameterTypes()).indexOf(TestLoop.class);
        if (position < 0) {
            throw new IllegalStateException("@Explore on " + method
                    + ", which has no parameter of type TestLoop: it takes one, and drives it,"
                    + " else there is nothing to explore");
        }
        return position;
    }
}
