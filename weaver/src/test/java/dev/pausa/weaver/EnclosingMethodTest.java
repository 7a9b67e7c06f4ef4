package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compilers hide in the name of a lambda's method in which method the lambda stands. */
class EnclosingMethodTest {
    @ParameterizedTest
    @CsvSource({
        "lambda$main$1f00$1, main",
        "lambda$main$1, main",
        "lambda$new$0, <init>",
        "lambda$static$24cb5000$12, <clinit>",
        "lambda$a$b$cafe$3, a$b",
        "lambda$a$1$2, a",
        "lambda$a$1F00$2, a$1F00",
        "lambda$0, lambda$0",
        "main$lambda$0, main",
        "main$lambda$0$lambda$1, main",
        "new$lambda$3, <init>",
        "main, main",
        "a$1, a$1",
        "$lambda$1, $lambda$1",
        "lambda$$1, lambda$$1",
        "main$lambda$, main$lambda$",
        "lambda$main$lambda$1, main$lambda"
    })
    void isPartOfTheName(String method, String enclosing) {
        assertThat(Names.enclosingMethod(method)).isEqualTo(enclosing);
    }

    private static final String SOURCE = """
            package named;
            import static dev.pausa.Coroutine.*;
            import java.util.concurrent.Callable;
            public class Named {
                static final Object FIELD = coroutine(() -> suspend(0));
                static Object first() {
                    return coroutine(() -> suspend(1));
                }
                static Object second() throws Exception {
                    Callable<Object> nested = () -> coroutine(() -> suspend(2));
                    return coroutine(() -> {
                        suspend(coroutine(() -> suspend(3)));
                        return suspend(nested.call());
                    });
                }
            }
            """;

    @TempDir
    Path directory;

    /** ECJ numbers the lambdas of a class; the methods that make them are found. */
    @Test
    void isTheMethodThatMakesTheLambda() throws Throwable {
        List<String> options = List.of("-g", "-source", "17", "-target", "17");
        try (Compilation compilation =
                Compilation.ofText(new EclipseCompiler(), options, directory, "named.Named", SOURCE)) {
            Coroutine<?> first = (Coroutine<?>) compilation.call("named.Named", "first");
            first.send(null);
            assertThat(first.toString()).contains("Named.first");
            assertThat(first.trace().get(0).toString()).isEqualTo("named.Named.first(Named.java:7)");
            Coroutine<?> second = (Coroutine<?>) compilation.call("named.Named", "second");
            Coroutine<?> inside = (Coroutine<?>) second.send(null);
            assertThat(inside.toString()).contains("Named.second");
            assertThat(((Coroutine<?>) second.send(1)).toString()).contains("Named.second");
            assertThat(Class.forName("named.Named$second$coroutine1", false, compilation.loader()))
                    .isNotNull();
        }
    }

    private static final Pattern LAMBDA =
            Pattern.compile("lambda\\$(?<java>.+?)(\\$[0-9a-f]+)?\\$\\d+|(?<kotlin>.+?)(\\$lambda\\$\\d+)+");

    /** The same, said as a regular expression, which takes too long to start. */
    private static String expected(String method) {
        Matcher lambda = LAMBDA.matcher(method);
        if (!lambda.matches()) {
            return method;
        }
        return lambda.group("java") != null ? lambda.group("java") : lambda.group("kotlin");
    }

    @Test
    void isWhatTheRegularExpressionFinds() {
        Random random = new Random(42);
        String[] pieces = {"lambda", "$", "$lambda$", "1", "2f", "main", "x", "$1", "F"};
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int k = random.nextInt(7); k >= 0; k--) {
                name.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThat(Names.enclosingMethod(name.toString()))
                    .as(name.toString())
                    .isEqualTo(expected(name.toString()));
        }
    }
}
