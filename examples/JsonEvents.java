import static dev.pausa.Coroutine.*;

import dev.pausa.*;
import java.io.Console;
import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * An incremental JSON parser, written as coroutines, and a program that prints what is in a JSON
 * document:
 *
 * <pre>./pausa examples/JsonEvents.java [--chunk N] [FILE | -]...</pre>
 *
 * <p>Bytes arrive in pieces of any size: one may end inside a number, an escape or a character, a
 * million arrays deep. A parser that is called with each piece must know by hand where it stood,
 * and becomes a table of states. As coroutines it stays what the grammar says: {@link Parser} has
 * one for an object, one for an array, one for a string, and each awaits those inside it. Where the
 * bytes end, the innermost pauses, and all of them stay as they are, on the heap. So only memory
 * limits the depth of a document.
 *
 * <h2>The protocol</h2>
 *
 * <ul>
 *   <li>{@code send(null)}, once: gives {@link Signal#NEED_INPUT}.
 *   <li>{@code send(bytes)}, after NEED_INPUT: gives the first {@link Event} in them, or
 *       NEED_INPUT.
 *   <li>{@code send(null)}, after an Event: gives the next one, or NEED_INPUT.
 *   <li>{@code raise(new EOFException())}, after NEED_INPUT: returns, for the document is complete;
 *       before that it gives an Event if the document is a number, which nothing but the end ends.
 *   <li>{@code close()}, or {@code raise} of anything else: ends the parser early.
 * </ul>
 *
 * <p>{@link #feed} and {@link #finish} do just that. On malformed input each of these throws {@link
 * JsonError}, as soon as the byte is there with which no JSON document can go on, and after all
 * events before it, however the input was cut.
 *
 * <p>Why a pause for each event, not a list for each chunk: resuming costs little more than a call,
 * at any depth; and so events and errors come in their order, the driver may stop after any of
 * them, and nothing piles up. Why the end is raised: it is not a chunk (an empty one is allowed and
 * means nothing), and a driver whose connection broke can raise that in the same place. Only {@link
 * Parser#chunk} catches the EOFException; to all others, the end is one more byte that does not
 * fit.
 *
 * <h2>How a body reads</h2>
 *
 * <p>Only a body itself can pause. So the plain methods of {@link Input} go as far as the bytes at
 * hand allow and return the byte they stand before, or MORE if there is none. Then the body awaits
 * a chunk and calls again:
 *
 * <pre>while ((b = in.token()) == MORE) await(chunk());</pre>
 *
 * <h2>What is accepted</h2>
 *
 * <p>One document as in RFC 8259, any value, in UTF-8; a byte order mark before it is skipped.
 * Numbers are given as they are written. An object may have a name twice. The escape of half a
 * surrogate pair is kept, in strings as Jackson does, and in names; in UTF-8 itself it is an error.
 */
public final class JsonEvents {

  /** What a parser pauses with when it has used all bytes. */
  public enum Signal { NEED_INPUT }

  /** The kinds of events, in the order in which they are printed. */
  public enum Kind {
    START_OBJECT, END_OBJECT, START_ARRAY, END_ARRAY, NAME, STRING, NUMBER, TRUE, FALSE, NULL
  }

  /**
   * A piece of a document.
   *
   * @param kind what it is
   * @param text the characters of a name or string without quotes and escapes; of all else, what is
   *     written
   * @param offset where its first byte is
   */
  public record Event(Kind kind, String text, long offset) {}

  /** Says where and why the input is no JSON document. Unchecked: {@code send} declares nothing. */
  public static final class JsonError extends RuntimeException {
    /** Where the first byte is that cannot be there; the input's length if that is too short. */
    public final long offset;

    /** What was found there and what was expected. */
    public final String reason;

    JsonError(long offset, String reason) {
      super("byte " + offset + ": " + reason);
      this.offset = offset;
      this.reason = reason;
    }
  }

  // ---- The parser -------------------------------------------------------------------------------

  /** A parser of one document: a coroutine object to be driven as the head of this file says. */
  public static Coroutine<Void> parser() {
    return new Parser().document();
  }

  /** Sends a chunk to a parser that needs input, and gives the events in it to {@code sink}. */
  public static void feed(Coroutine<Void> parser, byte[] chunk, Consumer<? super Event> sink) {
    Object out = parser.send(chunk);
    while (out instanceof Event event) {
      sink.accept(event);
      out = parser.send(null);
    }
  }

  /** Tells a parser that needs input that none is left; gives a last event to {@code sink}. */
  public static void finish(Coroutine<Void> parser, Consumer<? super Event> sink) {
    Step<Void> step = parser.stepRaising(new EOFException());
    while (step instanceof Step.Yielded<Void> pause) {
      sink.accept((Event) pause.value());
      step = parser.step(null);
    }
  }

  private static final int MORE = -1; // in place of a byte: the chunk at hand has no more
  private static final int END = -2; // in place of a byte: the input has no more

  /** The grammar of RFC 8259. Each coroutine begins before its first byte, ends behind its last. */
  private static final class Parser {
    private static final String CONTINUES =
        "a byte from 0x%02X to 0x%02X in a UTF-8 character that begins with 0x%02X";

    private final Input in = new Input();

    /** The scalar being read: there is never more than one. */
    private final StringBuilder text = new StringBuilder();

    /** {@code JSON-text = ws value ws} */
    Coroutine<Void> document() {
      return coroutine(() -> {
        int b;
        while ((b = in.peek()) == MORE) await(chunk());
        if (b == 0xEF) await(exactly("\u00EF\u00BB\u00BF", "the byte order mark EF BB BF"));
        while ((b = in.token()) == MORE) await(chunk());
        await(value(b));
        while ((b = in.token()) == MORE) await(chunk());
        if (b != END) throw in.unexpected("nothing but white space after the document");
      });
    }

    /** The coroutine of the value that begins with byte {@code b}. */
    private Coroutine<Void> value(int b) {
      return switch (b) {
        case '{' -> object();
        case '[' -> array();
        case '"' -> string(Kind.STRING);
        case 't' -> literal("true", Kind.TRUE);
        case 'f' -> literal("false", Kind.FALSE);
        case 'n' -> literal("null", Kind.NULL);
        case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
        default -> throw in.unexpected("a value");
      };
    }

    /** <code>object = "{" [ string ":" value *( "," string ":" value ) ] "}"</code> */
    private Coroutine<Void> object() {
      return coroutine(() -> {
        long start = in.skip();
        proceed(suspend(new Event(Kind.START_OBJECT, "{", start)));
        int b;
        while ((b = in.token()) == MORE) await(chunk());
        if (b != '}') {
          while (true) {
            if (b != '"') throw in.unexpected("a name in double quotes");
            await(string(Kind.NAME));
            while ((b = in.token()) == MORE) await(chunk());
            if (b != ':') throw in.unexpected("':' after the name");
            in.skip();
            while ((b = in.token()) == MORE) await(chunk());
            await(value(b));
            while ((b = in.token()) == MORE) await(chunk());
            if (b != ',') break;
            in.skip();
            while ((b = in.token()) == MORE) await(chunk());
          }
          if (b != '}') throw in.unexpected("',' or '}' in the object that began at byte " + start);
        }
        proceed(suspend(new Event(Kind.END_OBJECT, "}", in.skip())));
      });
    }

    /** {@code array = "[" [ value *( "," value ) ] "]"} */
    private Coroutine<Void> array() {
      return coroutine(() -> {
        long start = in.skip();
        proceed(suspend(new Event(Kind.START_ARRAY, "[", start)));
        int b;
        while ((b = in.token()) == MORE) await(chunk());
        if (b != ']') {
          while (true) {
            await(value(b));
            while ((b = in.token()) == MORE) await(chunk());
            if (b != ',') break;
            in.skip();
            while ((b = in.token()) == MORE) await(chunk());
          }
          if (b != ']') throw in.unexpected("',' or ']' in the array that began at byte " + start);
        }
        proceed(suspend(new Event(Kind.END_ARRAY, "]", in.skip())));
      });
    }

    /** <code>string = %x22 *char %x22</code>, as a value or as a name */
    private Coroutine<Void> string(Kind kind) {
      return coroutine(() -> {
        long start = in.skip();
        text.setLength(0);
        while (true) {
          int b;
          while ((b = in.plain(text)) == MORE) await(chunk());
          if (b == '"') break;
          if (b == '\\') await(escape());
          else if (b >= 0x80) await(character(b));
          else
            throw in.unexpected(
                b == END
                    ? "'\"' to end the string that began at byte " + start
                    : "an escape like \\u0000: control characters may not stand in a string");
        }
        in.skip();
        proceed(suspend(new Event(kind, text.toString(), start)));
      });
    }

    /** A backslash and what follows it */
    private Coroutine<Void> escape() {
      return coroutine(() -> {
        in.skip();
        int b;
        while ((b = in.peek()) == MORE) await(chunk());
        int which = "u\"\\/bfnrt".indexOf(b);
        if (which < 0) throw in.unexpected("one of \"\\/bfnrtu after a backslash");
        in.skip();
        int unit = which == 0 ? await(fourHexDigits()) : " \"\\/\b\f\n\r\t".charAt(which);
        text.append((char) unit);
      });
    }

    /** {@code 4HEXDIG} */
    private Coroutine<Integer> fourHexDigits() {
      return coroutine(() -> {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
          int b;
          while ((b = in.peek()) == MORE) await(chunk());
          if (!HexFormat.isHexDigit(b)) throw in.unexpected("four hexadecimal digits after \\u");
          unit = unit << 4 | HexFormat.fromHexDigit(b);
          in.skip();
        }
        return unit;
      });
    }

    /** A character of two to four bytes, the first of them {@code lead} (Unicode 15, table 3-7) */
    private Coroutine<Void> character(int lead) {
      return coroutine(() -> {
        if (lead < 0xC2 || lead > 0xF4) throw in.unexpected("a character in UTF-8");
        in.skip();
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        int code = lead & 0x7F >> length;
        // The second byte's range leaves out overlong forms, surrogates and what is above U+10FFFF.
        int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        for (int i = 1; i < length; i++) {
          int b;
          while ((b = in.peek()) == MORE) await(chunk());
          if (b < low || b > high) throw in.unexpected(CONTINUES.formatted(low, high, lead));
          in.skip();
          code = code << 6 | b & 0x3F;
          low = 0x80;
          high = 0xBF;
        }
        text.appendCodePoint(code);
      });
    }

    /** <code>number = [ "-" ] int [ frac ] [ exp ]</code>, kept as it is written */
    private Coroutine<Void> number() {
      return coroutine(() -> {
        long start = in.offset();
        text.setLength(0);
        int b = in.peek();
        if (b == '-') {
          in.take(text);
          while ((b = in.peek()) == MORE) await(chunk());
        }
        if (b == '0') {
          in.take(text);
          while ((b = in.peek()) == MORE) await(chunk());
          if (isDigit(b)) throw in.unexpected("no digit after a leading 0");
        } else {
          if (!isDigit(b)) throw in.unexpected("a digit after '-'");
          while ((b = in.digits(text)) == MORE) await(chunk());
        }
        if (b == '.') {
          in.take(text);
          b = await(digits("a digit after the decimal point"));
        }
        if (b == 'e' || b == 'E') {
          in.take(text);
          while ((b = in.peek()) == MORE) await(chunk());
          if (b == '+' || b == '-') in.take(text);
          await(digits("a digit in the exponent"));
        }
        proceed(suspend(new Event(Kind.NUMBER, text.toString(), start)));
      });
    }

    /** {@code 1*DIGIT}; returns the byte behind them */
    private Coroutine<Integer> digits(String expected) {
      return coroutine(() -> {
        int b;
        while ((b = in.peek()) == MORE) await(chunk());
        if (!isDigit(b)) throw in.unexpected(expected);
        while ((b = in.digits(text)) == MORE) await(chunk());
        return b;
      });
    }

    /** {@code true}, {@code false} or {@code null} */
    private Coroutine<Void> literal(String word, Kind kind) {
      return coroutine(() -> {
        long start = in.offset();
        await(exactly(word, word));
        proceed(suspend(new Event(kind, word, start)));
      });
    }

    /** These bytes and no others */
    private Coroutine<Void> exactly(String bytes, String name) {
      return coroutine(() -> {
        for (int i = 0; i < bytes.length(); i++) {
          int b;
          while ((b = in.peek()) == MORE) await(chunk());
          if (b != bytes.charAt(i)) throw in.unexpected(name);
          in.skip();
        }
      });
    }

    /** The one place where the parser waits for bytes. */
    private Coroutine<Void> chunk() {
      return coroutine(() -> {
        try {
          in.refill((byte[]) suspend(Signal.NEED_INPUT));
        } catch (EOFException end) {
          in.end();
        }
      });
    }

    /** Refuses the answer to an event unless it is null: a chunk sent too early would be lost. */
    private static void proceed(Object answer) {
      if (answer != null) throw new IllegalArgumentException("send null until NEED_INPUT");
    }
  }

  /** The chunk at hand, read from its front to its end, and the offset in the whole input. */
  private static final class Input {
    private byte[] chunk = {};
    private int at;
    private long before; // bytes in the chunks before this one
    private boolean ended;

    void refill(byte[] next) {
      Objects.requireNonNull(next, "send bytes after NEED_INPUT, or raise an EOFException");
      before += chunk.length;
      chunk = next;
      at = 0;
    }

    void end() {
      ended = true;
    }

    long offset() {
      return before + at;
    }

    /** The byte it stands before, or MORE, or END. */
    int peek() {
      if (at < chunk.length) return chunk[at] & 0xFF;
      return ended ? END : MORE;
    }

    /** Goes past a byte and returns its offset. */
    long skip() {
      return before + at++;
    }

    /** Moves a byte to {@code text}. */
    void take(StringBuilder text) {
      text.append((char) chunk[at++]);
    }

    /** Goes past white space. */
    int token() {
      while (at < chunk.length && isSpace(chunk[at])) at++;
      return peek();
    }

    /** Moves digits to {@code text}. */
    int digits(StringBuilder text) {
      while (at < chunk.length && isDigit(chunk[at])) take(text);
      return peek();
    }

    /** Moves the characters of a string that stand for themselves in one byte to {@code text}. */
    int plain(StringBuilder text) {
      int from = at;
      while (at < chunk.length && isPlain(chunk[at])) at++;
      text.append(new String(chunk, from, at - from, StandardCharsets.US_ASCII));
      return peek();
    }

    JsonError unexpected(String expected) {
      return new JsonError(offset(), "found " + name(peek()) + ", expected " + expected);
    }

    private static String name(int b) {
      if (b == END) return "the end of the input";
      return b > ' ' && b < 0x7F ? "'" + (char) b + "'" : String.format("byte 0x%02X", b);
    }

    private static boolean isSpace(byte b) {
      return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static boolean isPlain(byte b) {
      return b >= ' ' && b != '"' && b != '\\';
    }
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  // ---- The program ------------------------------------------------------------------------------

  private static final int DEFAULT_CHUNK = 64 << 10;
  private static final int LARGEST_CHUNK = 64 << 20;
  private static final int MALFORMED = 1;
  private static final int TROUBLE = 2;

  private static final String USAGE =
      """
      usage: JsonEvents [--chunk N] [FILE | -]...
      Prints what is in each FILE, read as one JSON document; - or no FILE is the standard input.
        --chunk N  feed the parser with N bytes at a time, 1 to %d (default: %d)
        --help     print this text
      Exit status: 0 all is well, 1 a document is malformed, 2 wrong usage or unreadable file.
      """
          .formatted(LARGEST_CHUNK, DEFAULT_CHUNK);

  private final InputStream stdin;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private int chunkSize = DEFAULT_CHUNK;

  /** The program with its streams; {@code terminal} says that somebody looks at {@code err}. */
  JsonEvents(InputStream stdin, PrintStream out, PrintStream err, boolean terminal) {
    this.stdin = stdin;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  public static void main(String[] args) {
    System.exit(new JsonEvents(System.in, System.out, System.err, isTerminal()).run(args));
  }

  /** Runs the program and returns its exit status. */
  int run(String... args) {
    List<String> files = new ArrayList<>();
    try {
      if (!parse(List.of(args).iterator(), files)) {
        out.print(USAGE);
        return 0;
      }
    } catch (IllegalArgumentException wrong) {
      err.println("JsonEvents: " + wrong.getMessage());
      err.print(USAGE);
      return TROUBLE;
    }
    if (files.isEmpty()) files.add("-");
    int status = 0;
    for (String file : files) status = Math.max(status, summarise(file));
    return status;
  }

  /** Reads the arguments; false if they ask for help. */
  private boolean parse(Iterator<String> args, List<String> files) {
    while (args.hasNext()) {
      String arg = args.next();
      if (arg.equals("--help") || arg.equals("-h")) return false;
      if (arg.equals("--")) args.forEachRemaining(files::add);
      else if (arg.equals("--chunk")) chunkSize = chunkSize(args.hasNext() ? args.next() : "");
      else if (arg.equals("-") || !arg.startsWith("-")) files.add(arg);
      else throw new IllegalArgumentException("no such option: " + arg);
    }
    return true;
  }

  private static int chunkSize(String number) {
    if (number.matches("0*[1-9][0-9]{0,8}")) {
      int size = Integer.parseInt(number);
      if (size <= LARGEST_CHUNK) return size;
    }
    throw new IllegalArgumentException(
        "--chunk needs a number from 1 to " + LARGEST_CHUNK + ", got '" + number + "'");
  }

  private int summarise(String file) {
    Summary summary = new Summary();
    try {
      read(file, summary);
      summary.print(file, "well-formed", out);
      return 0;
    } catch (JsonError error) {
      summary.print(file, "MALFORMED, " + error.getMessage(), out);
      return MALFORMED;
    } catch (OutOfMemoryError full) {
      summary.print(file, "TOO LARGE for java's memory, see its option -Xmx", out);
    } catch (IOException trouble) {
      err.println("JsonEvents: " + trouble.getMessage());
    }
    return TROUBLE;
  }

  private void read(String file, Summary summary) throws IOException {
    if (file.equals("-")) {
      read(stdin, -1, summary);
      return;
    }
    try (InputStream bytes = new FileInputStream(file)) {
      read(bytes, new File(file).length(), summary);
    }
  }

  private void read(InputStream bytes, long size, Summary summary) throws IOException {
    try (Coroutine<Void> parser = parser();
        Progress progress = new Progress(terminal ? err : null, size)) {
      parser.send(null);
      byte[] buffer = new byte[chunkSize];
      int n;
      while ((n = bytes.read(buffer)) >= 0) {
        progress.show(summary.bytes += n);
        feed(parser, n == buffer.length ? buffer : Arrays.copyOf(buffer, n), summary);
      }
      finish(parser, summary);
    }
  }

  /** {@code System.console()} tells of stdin and stdout; from JDK 22 on, it must be asked. */
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) return false;
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException before22) {
      return true;
    } catch (ReflectiveOperationException unknown) {
      return false;
    }
  }

  /** What is in a document, as far as it was read. */
  private static final class Summary implements Consumer<Event> {
    private final long began = System.nanoTime();
    private final long[] counts = new long[Kind.values().length];
    private long bytes;
    private long depth;
    private long deepest;
    private long longest;
    private long longestAt;

    @Override
    public void accept(Event event) {
      counts[event.kind().ordinal()]++;
      switch (event.kind()) {
        case START_OBJECT, START_ARRAY -> deepest = Math.max(deepest, ++depth);
        case END_OBJECT, END_ARRAY -> depth--;
        case STRING -> measure(event);
        default -> {}
      }
    }

    private void measure(Event string) {
      String text = string.text();
      if (text.length() <= longest) return;
      long characters = text.codePointCount(0, text.length());
      if (characters <= longest) return;
      longest = characters;
      longestAt = string.offset();
    }

    void print(String file, String verdict, PrintStream out) {
      double seconds = (System.nanoTime() - began) / 1e9;
      out.println(file + ": " + verdict);
      for (Kind kind : Kind.values()) row(out, "" + kind, counts[kind.ordinal()], "");
      row(out, "depth", deepest, "");
      row(out, "longest string", longest, longest == 0 ? "" : " characters, at byte " + longestAt);
      row(out, "bytes", bytes, String.format(Locale.ROOT, " (%.1f MB/s)", bytes / seconds / 1e6));
    }

    private static void row(PrintStream out, String what, long count, String more) {
      out.println(String.format(Locale.ROOT, "  %-14s %,15d%s", what, count, more));
    }
  }

  /** A bar that shows how far a long input is read; wiped when closed. */
  private static final class Progress implements AutoCloseable {
    private static final long LONG_INPUT = 8 << 20;
    private static final int WIDTH = 50;

    private final PrintStream terminal; // null if nobody looks
    private final long size; // -1 if unknown
    private String shown = "";

    Progress(PrintStream terminal, long size) {
      this.terminal = terminal;
      this.size = size;
    }

    void show(long done) {
      if (terminal != null && Math.max(size, done) >= LONG_INPUT) draw(line(done));
    }

    private String line(long done) {
      String megabytes = (done >> 20) + " MiB";
      if (size <= 0) return megabytes;
      int full = (int) (WIDTH * Math.min(done, size) / size);
      String bar = "#".repeat(full) + " ".repeat(WIDTH - full);
      return "[" + bar + "] " + megabytes + " of " + (size >> 20);
    }

    private void draw(String line) {
      if (line.equals(shown)) return;
      terminal.print("\r" + line);
      terminal.flush();
      shown = line;
    }

    @Override
    public void close() {
      if (!shown.isEmpty()) draw(" ".repeat(shown.length()) + "\r");
    }
  }
}
