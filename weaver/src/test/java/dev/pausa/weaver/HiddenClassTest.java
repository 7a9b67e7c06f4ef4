package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pausa.Coroutine;
import dev.pausa.WeaveException;
import dev.pausa.WeaveException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that is written in a hidden class has no class file that could be found, and is told so. */
class HiddenClassTest {

    /** Is defined anew as a hidden class. */
    static final class WithLambda implements Callable<Object> {
        @Override
        public Object call() {
            return Coroutine.coroutine(() -> Coroutine.suspend(1));
        }
    }

    /** Is defined anew as a hidden class. */
    static final class AsBody implements Callable<Object>, Coroutine.ResultBody<Object> {
        private static final long serialVersionUID = 1L;

        @Override
        public Object run() throws Exception {
            return Coroutine.suspend(1);
        }

        @Override
        public Object call() {
            return Coroutine.coroutine(this);
        }
    }

    private static Callable<?> hidden(Class<?> template, ClassOption... options) throws Exception {
        String file = template.getName().substring(template.getPackageName().length() + 1) + ".class";
        try (InputStream in = template.getResourceAsStream(file)) {
            Class<?> hidden = MethodHandles.lookup()
                    .defineHiddenClass(in.readAllBytes(), true, options)
                    .lookupClass();
            assertThat(hidden.isHidden()).isTrue();
            return (Callable<?>) hidden.getDeclaredConstructor().newInstance();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void check(Callable<?> factory) {
        for (int attempt = 1; attempt <= 2; attempt++) {
            WeaveException refused = catchThrowableOfType(WeaveException.class, factory::call);
            assertThat(refused).isNotNull();
            assertThat(refused.reason()).isEqualTo(Reason.CLASS_FILE_NOT_FOUND);
            String name = factory.getClass().getName();
            assertThat(refused.className()).isEqualTo(name.substring(0, name.indexOf('/')));
            assertThat(refused)
                    .hasMessageStartingWith("cannot weave the body in " + refused.className() + ", used at ")
                    .hasMessageEndingWith(
                            ": it is written in a hidden class, to which no name leads, so its class file cannot"
                                    + " be found and no frame class can refer to it; define the class with"
                                    + " Lookup.defineClass or"
                                    + " through a class loader that gives its bytes as a resource, or move"
                                    + " the body to a class that"
                                    + " was compiled");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {WithLambda.class, AsBody.class})
    void bodyInAHiddenClass(Class<?> template) throws Exception {
        check(hidden(template));
    }

    @Test
    void bodyInAHiddenNestMate() throws Exception {
        check(hidden(WithLambda.class, ClassOption.NESTMATE));
    }
}
