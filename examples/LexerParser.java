import static dev.pausa.Generator.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pausa.*;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A calculator that takes its input one character at a time, and prints each result as soon as the
 * line is complete:
 *
 * <pre>
 * ./pausa examples/LexerParser.java "let r = 2" "3.14 * r^2"
 * ./pausa examples/LexerParser.java</pre>
 *
 * <p>A lexer wants to call for the next character, and a parser wants to call for the next token.
 * Here both get what they want, although neither is the one who calls: they are generators into
 * which characters and tokens are sent. In both, {@code g.yield(null)} means "I need one more", and
 * pauses until it is there, in the midst of a number or below ten rules of the grammar:
 *
 * <pre>
 *   feed --char--> lexer --Token--> parser --Double--> results</pre>
 *
 * <p>The grammar, of which each rule is a generator. It yields to the outside what the whole parser
 * yields, takes what is sent, and returns the value of its part:
 *
 * <pre>
 *   program   = { [ statement ] newline }
 *   statement = [ "let" name "=" ] sum
 *   sum       = product { ( "+" | "-" ) product }
 *   product   = signed { ( "*" | "/" ) signed }
 *   signed    = "-" signed | power
 *   power     = primary [ "^" signed ]
 *   primary   = number | name | "(" sum ")"</pre>
 */
public final class LexerParser {

  /** Sent behind the last character: ASCII's "end of transmission". */
  static final String END = "\4";

  /** A number, a name, or a character that stands for itself; and where it begins. */
  record Token(String text, int line, int column) {
    boolean is(String symbol) {
      return text.equals(symbol);
    }

    boolean isNumber() {
      return isDigit(text.charAt(0));
    }

    boolean isName() {
      return isLetter(text.charAt(0));
    }

    boolean endsLine() {
      return is("\n") || is(END);
    }
  }

  /** Says where and why the input is wrong. */
  static final class InputError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InputError(Token at, String expected) {
      super(at.line + ":" + at.column + ": found " + name(at) + ", expected " + expected);
    }

    private static String name(Token token) {
      if (token.is("\n")) return "the end of the line";
      return token.is(END) ? "the end of the input" : "'" + token.text + "'";
    }
  }

  // ---- The lexer --------------------------------------------------------------------------------

  private int line = 1;
  private int column = 1;

  /** Takes characters, and yields the tokens in them; null when it needs the next character. */
  private Generator<Token, Character, Void> lexer() {
    return generator(g -> {
      int open = 0;
      char c = g.yield(null);
      while (true) {
        int line = this.line;
        int column = this.column;
        var text = new StringBuilder();
        if (isDigit(c)) {
          for (; isDigit(c); c = g.yield(null)) text.append(c);
          if (c == '.') {
            do text.append(c);
            while (isDigit(c = g.yield(null)));
          }
          g.yield(new Token(text.toString(), line, column));
        } else if (isLetter(c)) {
          for (; isLetter(c) || isDigit(c); c = g.yield(null)) text.append(c);
          g.yield(new Token(text.toString(), line, column));
        } else {
          if (c == '(') open++;
          if (c == ')') open--;
          boolean skipped = c == ' ' || c == '\t' || c == '\r' || c == '\n' && open > 0;
          if (!skipped) g.yield(new Token("" + c, line, column));
          c = g.yield(null);
        }
      }
    });
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  // ---- The parser -------------------------------------------------------------------------------

  private final Map<String, Double> names = new HashMap<>(Map.of("pi", Math.PI, "e", Math.E));

  /** The token that the parser stands before. */
  private Token next;

  /** Takes tokens, and yields the values of the statements; null when it needs the next token. */
  private Generator<Double, Token, Void> program() {
    return generator(g -> {
      while (true) {
        next = g.yield(null);
        if (next.endsLine()) continue;
        double value = g.yieldFrom(statement());
        if (!next.endsLine()) throw new InputError(next, "an operator or the end of the line");
        g.yield(value);
      }
    });
  }

  private Generator<Double, Token, Double> statement() {
    return generatorReturning(g -> {
      if (!next.is("let")) return g.yieldFrom(sum());
      Token name = g.yield(null);
      if (!name.isName()) throw new InputError(name, "a name");
      next = g.yield(null);
      if (!next.is("=")) throw new InputError(next, "'='");
      next = g.yield(null);
      double value = g.yieldFrom(sum());
      names.put(name.text, value);
      return value;
    });
  }

  private Generator<Double, Token, Double> sum() {
    return generatorReturning(g -> {
      double value = g.yieldFrom(product());
      while (next.is("+") || next.is("-")) {
        Token operator = next;
        next = g.yield(null);
        double right = g.yieldFrom(product());
        value = operator.is("+") ? value + right : value - right;
      }
      return value;
    });
  }

  private Generator<Double, Token, Double> product() {
    return generatorReturning(g -> {
      double value = g.yieldFrom(signed());
      while (next.is("*") || next.is("/")) {
        Token operator = next;
        next = g.yield(null);
        double right = g.yieldFrom(signed());
        value = operator.is("*") ? value * right : value / right;
      }
      return value;
    });
  }

  private Generator<Double, Token, Double> signed() {
    return generatorReturning(g -> {
      if (!next.is("-")) return g.yieldFrom(power());
      next = g.yield(null);
      return -g.yieldFrom(signed());
    });
  }

  private Generator<Double, Token, Double> power() {
    return generatorReturning(g -> {
      double base = g.yieldFrom(primary());
      if (!next.is("^")) return base;
      next = g.yield(null);
      return Math.pow(base, g.yieldFrom(signed()));
    });
  }

  private Generator<Double, Token, Double> primary() {
    return generatorReturning(g -> {
      double value;
      if (next.isNumber()) {
        value = Double.parseDouble(next.text);
      } else if (names.containsKey(next.text)) {
        value = names.get(next.text);
      } else if (next.is("(")) {
        next = g.yield(null);
        value = g.yieldFrom(sum());
        if (!next.is(")")) throw new InputError(next, "an operator or ')'");
      } else {
        throw new InputError(next, "a number, a known name, '-' or '('");
      }
      next = g.yield(null);
      return value;
    });
  }

  // ---- The driver of both -----------------------------------------------------------------------

  private Generator<Token, Character, Void> lexer;
  private Generator<Double, Token, Void> parser;
  private boolean skipping; // the rest of a line that is wrong
  private int errors;

  /** Gives a character to the lexer, what comes out to the parser, and prints what comes out. */
  void feed(char c) {
    try {
      if (!skipping) pump(c);
    } catch (InputError error) {
      err.println("LexerParser: " + error.getMessage());
      errors++;
      skipping = true;
      start();
    }
    if (c == '\n') {
      skipping = false;
      line++;
      column = 1;
    } else {
      column++;
    }
  }

  private void pump(char c) {
    for (Token t = lexer.send(c); t != null; t = lexer.send(null)) {
      for (Double value = parser.send(t); value != null; value = parser.send(null)) {
        out.println(value);
      }
    }
  }

  /** Both anew, each run to its first {@code yield}: only there can it be sent something. */
  private void start() {
    next = null;
    lexer = lexer();
    lexer.next();
    parser = program();
    parser.next();
  }

  /** Tells whether no statement is begun. */
  private boolean isComplete() {
    return next == null || next.endsLine();
  }

  // ---- The program ------------------------------------------------------------------------------

  private static final String USAGE =
      """
      usage: LexerParser [LINE...]
      Prints the value of each line, or of each line of the standard input. A line has numbers,
      + - * / ^ ( ) and names; pi and e are known, and "let NAME = ..." makes another name known.
      A line that ends inside ( ) goes on in the next one.
      Exit status: 0 all is well, 1 a line is wrong, 2 the input cannot be read.
      """;

  private final PrintStream out;
  private final PrintStream err;

  LexerParser(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
    start();
  }

  public static void main(String[] args) {
    boolean terminal = args.length == 0 && System.console() != null;
    System.exit(new LexerParser(System.out, System.err).run(System.in, terminal, args));
  }

  /** Runs the program and returns its exit status. */
  int run(InputStream stdin, boolean prompting, String... args) {
    if (List.of(args).contains("--help")) {
      out.print(USAGE);
      return 0;
    }
    Reader typed = new InputStreamReader(stdin, UTF_8);
    try {
      read(args.length == 0 ? typed : new StringReader(String.join("\n", args)), prompting);
    } catch (IOException trouble) {
      err.println("LexerParser: " + trouble.getMessage());
      return 2;
    }
    return errors == 0 ? 0 : 1;
  }

  private void read(Reader in, boolean prompting) throws IOException {
    if (prompting) err.print("> ");
    for (int c; (c = in.read()) >= 0; ) {
      feed((char) c);
      if (c == '\n' && prompting) err.print(isComplete() ? "> " : "... ");
    }
    feed(END.charAt(0));
  }
}
