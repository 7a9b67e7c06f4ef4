package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
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
