import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexerParserTest {
    private final Printed out = new Printed();
    private final Printed err = new Printed();

    private int run(String stdin, boolean prompting, String... args) {
        InputStream in = new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8));
        return new LexerParser(out, err).run(in, prompting, args);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.0",
        "1.25, 1.25",
        "'  1+2 ', 3.0",
        "1-2-3, -4.0",
        "8/4/2, 1.0",
        "1+2*3, 7.0",
        "(1+2)*3, 9.0",
        "2^3^2, 512.0",
        "-2^2, -4.0",
        "2^-1, 0.5",
        "--3, 3.0",
        "2*-3, -6.0",
        "((((7)))), 7.0",
        "1/0, Infinity",
        "2*pi, 6.283185307179586",
        "let x2 = 5, 5.0"
    })
    void a_line_has_a_value(String line, String value) {
        assertThat(run("", false, line)).isZero();
        assertThat(out.text()).isEqualTo(value + "\n");
        assertThat(err.text()).isEmpty();
    }

    @Test
    void names_keep_their_values() {
        assertThat(run("let r = 2\n3.14 * r^2\nlet r = r + 1\r\nr", false)).isZero();
        assertThat(out.text()).isEqualTo("2.0\n12.56\n3.0\n3.0\n");
    }

    /** An expression as text, and its value, found without the program. */
    private record Expression(String text, double value) {}

    private static Expression random(int depth, Random random) {
        String space = " ".repeat(random.nextInt(2));
        if (depth == 0 || random.nextInt(4) == 0) {
            String number = random.nextInt(100) + (random.nextBoolean() ? "" : "." + random.nextInt(1000));
            return new Expression(space + number, Double.parseDouble(number));
        }
        Expression left = random(depth - 1, random);
        if (random.nextInt(6) == 0) return new Expression("(-" + left.text + ")", -left.value);
        Expression right = random(depth - 1, random);
        String inner = random.nextInt(3) == 0 ? "\n" + space : space;
        char operator = "+-*/".charAt(random.nextInt(4));
        double value = switch (operator) {
            case '+' -> left.value + right.value;
            case '-' -> left.value - right.value;
            case '*' -> left.value * right.value;
            default -> left.value / right.value;
        };
        return new Expression("(" + left.text + inner + operator + inner + right.text + ")", value);
    }

    @Test
    void random_expressions_have_their_values() {
        long seed = System.nanoTime();
        System.out.println("LexerParserTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Expression expression = random(6, random);
            out.reset();
            assertThat(run("", false, expression.text)).as("seed %d", seed).isZero();
            assertThat(out.text()).as("seed %d: %s", seed, expression.text).isEqualTo(expression.value + "\n");
        }
    }

    /** Precedence: without parentheses, against a sum of products that is computed term by term. */
    @Test
    void random_sums_of_products_have_their_values() {
        long seed = System.nanoTime();
        System.out.println("LexerParserTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder("0");
            double sum = 0;
            for (int terms = random.nextInt(6); terms > 0; terms--) {
                boolean plus = random.nextBoolean();
                int first = random.nextInt(100);
                double product = first;
                text.append(plus ? " + " : " - ").append(first);
                for (int factors = random.nextInt(4); factors > 0; factors--) {
                    int factor = 1 + random.nextInt(9);
                    boolean times = random.nextBoolean();
                    product = times ? product * factor : product / factor;
                    text.append(times ? "*" : "/").append(factor);
                }
                sum = plus ? sum + product : sum - product;
            }
            out.reset();
            assertThat(run("", false, text.toString())).as("seed %d", seed).isZero();
            assertThat(out.text()).as("seed %d: %s", seed, text).isEqualTo(sum + "\n");
        }
    }

    private static final String DOCUMENT = "1+2*3\nlet ab = (1\n +2)\n1..2\n ab^2.50 \n) 7\n(ab\n*\n10)/4\n\n3-1";

    /** A stream that gives its bytes in pieces with these ends. */
    private static InputStream pieces(byte[] bytes, List<Integer> ends) {
        return new InputStream() {
            private int at;

            @Override
            public int read() {
                return at < bytes.length ? bytes[at++] & 0xFF : -1;
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                if (at == bytes.length) return -1;
                int end = ends.stream().filter(e -> e > at).findFirst().orElse(bytes.length);
                int n = Math.min(length, end - at);
                System.arraycopy(bytes, at, to, offset, n);
                at += n;
                return n;
            }
        };
    }

    @Test
    void results_are_the_same_however_the_input_is_cut() {
        byte[] bytes = DOCUMENT.getBytes(StandardCharsets.UTF_8);
        run(DOCUMENT, false);
        assertThat(out.text()).isEqualTo("7.0\n3.0\n15.588457268119896\n7.5\n2.0\n");
        assertThat(err.text())
                .isEqualTo("LexerParser: 4:3: found '.', expected an operator or the end of the line\n"
                        + "LexerParser: 6:1: found ')', expected a number, a known name, '-' or '('\n");
        for (int i = 0; i <= bytes.length; i++) {
            for (int j = i; j <= bytes.length; j++) {
                Printed results = new Printed();
                Printed errors = new Printed();
                new LexerParser(results, errors).run(pieces(bytes, List.of(i, j)), false);
                assertThat(results.text()).isEqualTo(out.text());
                assertThat(errors.text()).isEqualTo(err.text());
            }
        }
    }

    /** After each character: what is complete is printed, and nothing else. */
    @Test
    void a_result_comes_with_the_character_that_completes_it() {
        LexerParser calculator = new LexerParser(out, err);
        List<String> printedAt = new ArrayList<>();
        String input = DOCUMENT + "\n";
        int before = 0;
        for (int i = 0; i < input.length(); i++) {
            calculator.feed(input.charAt(i));
            int now = out.text().length() + err.text().length();
            if (now > before) printedAt.add(input.substring(0, i + 1).replaceAll("(?s).*\n(?=.)", ""));
            before = now;
        }
        assertThat(printedAt).containsExactly("1+2*3\n", " +2)\n", "1..", " ab^2.50 \n", ")", "10)/4\n", "3-1\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'1 +', '1:4: found the end of the input, expected a number, a known name, ''-'' or ''('''",
        "'1 +\n2', '1:4: found the end of the line, expected a number, a known name, ''-'' or ''('''",
        "'1\n  2 3', '2:5: found ''3'', expected an operator or the end of the line'",
        "'(1\n+ x)', '2:3: found ''x'', expected a number, a known name, ''-'' or ''('''",
        "'(1', '1:3: found the end of the input, expected an operator or '')'''",
        "'1)', '1:2: found '')'', expected an operator or the end of the line'",
        "'let 1 = 2', '1:5: found ''1'', expected a name'",
        "'let x 2', '1:7: found ''2'', expected ''='''",
        "'1 € 2', '1:3: found ''€'', expected an operator or the end of the line'",
        "'1.2.3', '1:4: found ''.'', expected an operator or the end of the line'"
    })
    void an_error_is_named_with_its_place(String input, String message) {
        assertThat(run(input, false)).isEqualTo(1);
        assertThat(err.text()).isEqualTo("LexerParser: " + message + "\n");
    }

    @Test
    void the_lines_behind_an_error_are_read() {
        assertThat(run("1 1 ( (\n2\n", false)).isEqualTo(1);
        assertThat(out.text()).isEqualTo("2.0\n");
    }

    @Test
    void a_prompt_tells_whether_a_line_goes_on() {
        assertThat(run("1\n(2\n+\n3)\n(x\n4", true)).isEqualTo(1);
        assertThat(err.text())
                .isEqualTo("> > ... ... > "
                        + "LexerParser: 5:2: found 'x', expected a number, a known name, '-' or '('\n"
                        + "> ");
        assertThat(out.text()).isEqualTo("1.0\n5.0\n4.0\n");
    }

    @Test
    void parentheses_may_be_nested_a_hundred_thousand_deep() {
        int depth = 100_000;
        assertThat(run("", false, "(1+".repeat(depth) + "0" + ")".repeat(depth)))
                .isZero();
        assertThat(out.text()).isEqualTo("100000.0\n");
    }

    @Test
    void broken_input_is_named() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };
        assertThat(new LexerParser(out, err).run(broken, false)).isEqualTo(2);
        assertThat(err.text()).isEqualTo("LexerParser: connection reset\n");
    }

    @Test
    void help_is_printed() {
        assertThat(run("", false, "--help")).isZero();
        assertThat(out.text()).startsWith("usage: LexerParser ");
    }
}
