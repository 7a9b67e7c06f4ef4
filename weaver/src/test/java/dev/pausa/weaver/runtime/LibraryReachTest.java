package dev.pausa.weaver.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pausa.WeaveException;
import dev.pausa.WeaveException.Reason;
import dev.pausa.weaver.Compilation;
import dev.pausa.weaver.ServingLoader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies behind a class loader that gives out the API and conceals other packages of the library. */
class LibraryReachTest {
    private static final String TEXT = """
            package loaders;
            import static dev.pausa.Coroutine.*;
            public class Body implements java.util.concurrent.Callable<Object> {
                public Object call() {
                    return coroutine(() -> {
                        suspend(1);
                    }).send(null);
                }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void a_frame_class_whose_superclass_the_loader_does_not_find_is_refused() throws Exception {
        WeaveException refused = refused("dev.pausa.woven.");
        assertThat(refused.reason()).isEqualTo(Reason.LIBRARY_UNREACHABLE);
        assertThat(refused)
                .hasMessage("cannot weave the body at loaders.Body.call(Body.java:6): its class loader concealing"
                        + " dev.pausa.woven. leads to dev.pausa, but not to this library's dev.pausa.woven.Woven, which"
                        + " woven code needs; in an OSGi framework, start the bundle dev.pausa before bodies"
                        + " are used, since it imports the package into each bundle that has some; let any"
                        + " other loader delegate dev.pausa and all packages below it to the loader that has them")
                .hasCauseInstanceOf(NoClassDefFoundError.class);
    }

    /** The superclass is found, and the machine's classes that the frame class names besides are not. */
    @Test
    void a_frame_class_that_names_what_the_loader_does_not_find_is_refused() throws Exception {
        assertThat(refused("dev.pausa.frame.").getMessage())
                .contains(" but not to this library's dev.pausa.frame.Frame, which woven code needs;");
    }

    @Test
    void where_nothing_is_concealed_the_body_runs() throws Exception {
        assertThat(body("nothing").call()).isEqualTo(1);
    }

    private WeaveException refused(String concealed) throws Exception {
        Callable<?> body = body(concealed);
        return catchThrowableOfType(WeaveException.class, body::call);
    }

    private Callable<?> body(String concealed) throws Exception {
        Path classes;
        try (Compilation compiled = Compilation.ofText(directory.resolve(concealed), "loaders.Body", TEXT)) {
            classes = compiled.classes();
        }
        ClassLoader loader = new ServingLoader(classes, getClass().getClassLoader()) {
            @Override
            public byte[] resource(String name, byte[] original) {
                return original;
            }

            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith(concealed)) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }

            @Override
            public String toString() {
                return "concealing " + concealed;
            }
        };
        return (Callable<?>)
                loader.loadClass("loaders.Body").getDeclaredConstructor().newInstance();
    }
}
