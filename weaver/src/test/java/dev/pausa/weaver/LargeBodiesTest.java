package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import dev.pausa.WeaveException;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies with hundreds of variables and suspension points, up to the limits of a class file. */
class LargeBodiesTest {
    @TempDir
    Path directory;

    private static String repeat(int times, IntFunction<String> line) {
        return IntStream.range(0, times).mapToObj(line).collect(Collectors.joining("\n"));
    }

    private Compilation compile(String statements) {
        Compilation compilation = Compilation.ofText(directory, "large.Large", """
                package large;
                import static dev.pausa.Coroutine.*;
                public class Large {
                    public static Object body() {
                        return coroutine(() -> {
                            %s
                        });
                    }
                }
                """.formatted(statements));
        return compilation;
    }

    /** Sends to every pause twice what it yielded; returns the result. */
    private static Object drive(Object made, int pauses) {
        Coroutine<?> coroutine = (Coroutine<?>) made;
        Step<?> step = coroutine.step(null);
        int count = 0;
        while (step instanceof Step.Yielded<?> yielded) {
            count++;
            step = coroutine.step(2 * (int) yielded.value());
        }
        assertThat(count).isEqualTo(pauses);
        return ((Step.Returned<?>) step).value();
    }

    @Test
    void hundredsOfVariablesThatAllLiveAcrossAPause() throws Throwable {
        String[] types = {"int", "long", "double", "float", "String", "byte", "Object", "char"};
        String[] values = {"%d", "%dL", "%d.0", "%d.0f", "\"%d\"", "(byte) (%d %% 100)", "(Object) %d", "'a'"};
        try (Compilation compilation =
                compile(repeat(400, i -> types[i % 8] + " v" + i + " = " + values[i % 8].formatted(i) + ";")
                        + """
                String first = "" + suspend(1);
                String second = "" + suspend(2);
                return first + second
                """
                        + repeat(400, i -> " + v" + i) + ";")) {
            assertThat(Soundness.check(compilation, "large.Large", false)).isEqualTo(1);
            String expected = "24"
                    + repeat(400, i -> switch (i % 8) {
                                case 2, 3 -> i + ".0";
                                case 5 -> "" + i % 100;
                                case 7 -> "a";
                                default -> "" + i;
                            })
                            .replace("\n", "");
            assertThat(drive(compilation.call("large.Large", "body"), 2)).isEqualTo(expected);
        }
    }

    @Test
    void hundredsOfSuspensionPointsAndShortLivedVariables() throws Throwable {
        try (Compilation compilation = compile("long sum = 0;\n"
                + repeat(400, i -> "int x" + i + " = (int) suspend(" + i + "); sum += x" + i + ";")
                + "return sum;")) {
            assertThat(Soundness.check(compilation, "large.Large", false)).isEqualTo(1);
            assertThat(drive(compilation.call("large.Large", "body"), 400)).isEqualTo(400L * 399);
        }
    }

    @Test
    void jumpsOfMoreThanThirtyTwoKilobytes() throws Throwable {
        try (Compilation compilation =
                compile("""
                long sum = 0;
                int round = 0;
                while (round < 3) {
                    if (round++ == 1) {
                        continue;
                    }
                    try {
                """ + repeat(380, i -> "sum += (int) suspend(" + i + ") + (sum < 0 ? 1 : 0);") + """
                    } finally {
                        sum++;
                    }
                    if (sum > 1000000) {
                        break;
                    }
                }
                return sum;
                """)) {
            assertThat(Soundness.check(compilation, "large.Large", false)).isEqualTo(1);
            assertThat(drive(compilation.call("large.Large", "body"), 760)).isEqualTo(2L * 380 * 379 + 2);
        }
    }

    @Test
    void jumpsThatAreWideInTheOriginalCodeToo() throws Throwable {
        try (Compilation compilation = compile("int n = 0;\nfor (int round = 0; round < 3; round++) {\n"
                + repeat(8000, i -> "n++;").replace("n++;", "n = -n;")
                + "n += (int) suspend(round);\nif (n < 0) { continue; }\n"
                + "}\nreturn n;")) {
            assertThat(Soundness.check(compilation, "large.Large", false)).isEqualTo(1);
            assertThat(drive(compilation.call("large.Large", "body"), 3)).isEqualTo(6);
        }
    }

    @Test
    void fifteenHundredSuspensionPoints() throws Throwable {
        try (Compilation compilation =
                compile("int sum = 0;\n" + repeat(1500, i -> "sum += (int) suspend(" + i + ");") + "return sum;")) {
            assertThat(Soundness.check(compilation, "large.Large", false)).isEqualTo(1);
            assertThat(drive(compilation.call("large.Large", "body"), 1500)).isEqualTo(1500 * 1499);
        }
    }

    @Test
    void bodyThatWouldExceedTheLimitOfAClassFileIsRefusedByName() throws Throwable {
        try (Compilation compilation =
                compile("int sum = 0;\n" + repeat(2500, i -> "sum += (int) suspend(" + i + ");") + "return sum;")) {
            WeaveException refusal =
                    catchThrowableOfType(WeaveException.class, () -> compilation.call("large.Large", "body"));
            assertThat(refusal.reason()).isEqualTo(WeaveException.Reason.TOO_LARGE);
            assertThat(refusal.className()).isEqualTo("large.Large");
            assertThat(refusal.location()).isEqualTo(new StackTraceElement("large.Large", "body", "Large.java", 6));
            assertThat(refusal)
                    .hasMessageContaining("cannot weave the body at large.Large.body(Large.java:6)")
                    .hasMessageContaining("65535");
        }
    }

    /** A method may have 255 words of arguments, its receiver included. */
    @ParameterizedTest
    @ValueSource(ints = {252, 253, 254, 255})
    void asManyArgumentsAsAMethodCanHave(int words) throws Throwable {
        String most = list(words, i -> "int a" + i);
        String less = list(words - 1, i -> "int a" + i);
        String wide = list(words / 2, i -> "long a" + i);
        String source = """
                package large;
                import static dev.pausa.Coroutine.*;
                public class Many {
                    private static int sum(%s) { return a0 + a%d; }
                    private Object own(%s) { return this == MANY ? a0 + a%d : null; }
                    private static long wide(%s) { if (a0 < 0) throw new IllegalStateException("negative"); return a0; }
                    private static final Many MANY = new Many();
                    private static class Inner {
                        final int sum;
                        private Inner(%s) { sum = a0 + a%d; }
                    }
                    static Object body() {
                        return coroutine(() -> {
                            int made = new Inner((int) suspend(1), %s).sum;
                            made += sum((int) suspend(2), %s);
                            made += (int) MANY.own((int) suspend(3), %s);
                            try {
                                wide(-1L - (int) suspend(4), %s);
                            } catch (IllegalStateException e) {
                                return e.getMessage() + made;
                            }
                            return made;
                        });
                    }
                }
                """.formatted(
                        most,
                        words - 1,
                        less,
                        words - 2,
                        wide,
                        less,
                        words - 2,
                        list(words - 2, i -> "" + i),
                        list(words - 1, i -> "" + i),
                        list(words - 2, i -> "" + i),
                        list(words / 2 - 1, i -> i + "L"));
        try (Compilation compilation = Compilation.ofText(directory, "large.Many", source)) {
            int expected = 2 + 4 + 6 + (words - 3) + (words - 2) + (words - 3);
            assertThat(drive(compilation.call("large.Many", "body"), 4)).isEqualTo("negative" + expected);
        }
    }

    private static String list(int count, IntFunction<String> each) {
        return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(", "));
    }
}
