import static dev.pausa.Generator.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pausa.*;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Prints the lines of a file that match a pattern, also while the file grows:
 *
 * <pre>
 * ./pausa examples/TailGrep.java README.md coroutine
 * ./pausa examples/TailGrep.java --follow /var/log/syslog error warning
 * git log | ./pausa examples/TailGrep.java - Merge</pre>
 *
 * <p>This is the pipeline of David Beazley's "A Curious Course on Coroutines and Concurrency". A
 * generator that yields is a source from which values are pulled. Turned round, it is a sink into
 * which they are pushed: {@code String line = g.yield(null)} pauses until somebody sends a line.
 *
 * <pre>
 *                                      +-> grep("error")   -> printer
 *   tail --bytes--> lines --broadcast--+
 *                                      +-> grep("warning") -> printer</pre>
 *
 * <p>Each part is a loop with local variables; none knows more of the others than that they can be
 * sent something. Closing the first closes the pipeline: each part gets a {@link GeneratorExit}
 * where it waits, ends what it has to end, and closes the next. An exception comes up the other
 * way, from where it is thrown, through each {@code send}, to the tail; and closes everything as
 * well.
 */
public final class TailGrep {

  // ---- The parts --------------------------------------------------------------------------------

  /** Takes bytes in pieces of any size, and sends on the lines in them. */
  static Generator<Void, byte[], Void> lines(Generator<Void, String, Void> target) {
    return started(generator(g -> {
      var line = new ByteArrayOutputStream();
      try {
        while (true) {
          for (byte b : g.yield(null)) { // pauses here until somebody sends bytes
            if (b != '\n') {
              line.write(b);
            } else {
              target.send(line.toString(UTF_8));
              line.reset();
            }
          }
        }
      } catch (GeneratorExit close) {
        if (line.size() > 0) target.send(line.toString(UTF_8)); // the last line had no line end
      } finally {
        target.close();
      }
    }));
  }

  /** Sends on what matches. */
  static Generator<Void, String, Void> grep(Pattern pattern, Generator<Void, String, Void> target) {
    return started(generator(g -> {
      try {
        while (true) {
          String line = g.yield(null);
          if (pattern.matcher(line).find()) target.send(line);
        }
      } finally {
        target.close();
      }
    }));
  }

  /** Sends on everything, to several targets. */
  static <T> Generator<Void, T, Void> broadcast(List<Generator<Void, T, Void>> targets) {
    return started(generator(g -> {
      try {
        while (true) {
          T value = g.yield(null);
          for (var target : targets) target.send(value);
        }
      } finally {
        for (var target : targets) target.close();
      }
    }));
  }

  /** Prints. */
  private Generator<Void, String, Void> printer(String label) {
    return started(generator(g -> {
      long count = 0;
      try {
        while (true) {
          out.println(label + g.yield(null));
          count++;
          if (out.checkError()) throw new IOException("nobody reads the output any more");
        }
      } finally {
        err.println(label + count + " lines");
        matches += count;
      }
    }));
  }

  /** Runs a sink to its first {@code yield}: only there can it be sent something. */
  static <T> Generator<Void, T, Void> started(Generator<Void, T, Void> sink) {
    sink.next();
    return sink;
  }

  /** The source: no generator, but the one who drives them all. */
  private void tail(InputStream in, Generator<Void, byte[], Void> target)
      throws IOException, InterruptedException {
    try (target) {
      byte[] buffer = new byte[64 << 10];
      while (true) {
        int n = in.read(buffer);
        if (n > 0) target.send(Arrays.copyOf(buffer, n));
        else if (follow) idle.call(); // the file may have grown then
        else return;
      }
    }
  }

  // ---- The program ------------------------------------------------------------------------------

  private static final int POLL_MILLIS = 200;

  private static final String USAGE =
      """
      usage: TailGrep [--follow] (FILE | -) PATTERN...
      Prints the lines of FILE, or of the standard input, that match a regular expression. A line is
      printed once for each pattern that it matches.
        --follow  at the end of FILE wait for more, until the program is stopped
      Exit status: 0 lines were printed, 1 none were, 2 wrong usage or unreadable file.
      """;

  /** What to do when nothing is there to be read. */
  interface Idle {
    void call() throws InterruptedException;
  }

  private final InputStream stdin;
  private final PrintStream out;
  private final PrintStream err;
  private final Idle idle;
  private boolean follow;
  private long matches;

  TailGrep(InputStream stdin, PrintStream out, PrintStream err, Idle idle) {
    this.stdin = stdin;
    this.out = out;
    this.err = err;
    this.idle = idle;
  }

  public static void main(String[] args) {
    Idle idle = () -> Thread.sleep(POLL_MILLIS);
    System.exit(new TailGrep(System.in, System.out, System.err, idle).run(args));
  }

  /** Runs the program and returns its exit status. */
  int run(String... args) {
    try {
      List<String> rest = new ArrayList<>(List.of(args));
      follow = rest.remove("--follow");
      if (rest.size() < 2) throw new IllegalArgumentException("give it a file and a pattern");
      String file = rest.remove(0);
      if (follow && file.equals("-")) throw new IllegalArgumentException("--follow needs a file");
      List<Pattern> patterns = rest.stream().map(Pattern::compile).toList();
      try (InputStream in = file.equals("-") ? stdin : new FileInputStream(file)) {
        tail(in, lines(broadcast(branches(patterns))));
      }
      return matches > 0 ? 0 : 1;
    } catch (IllegalArgumentException wrong) { // also a PatternSyntaxException
      err.println("TailGrep: " + wrong.getMessage());
      err.print(USAGE);
    } catch (IOException | InterruptedException trouble) {
      err.println("TailGrep: " + trouble.getMessage());
    }
    return 2;
  }

  private List<Generator<Void, String, Void>> branches(List<Pattern> patterns) {
    List<Generator<Void, String, Void>> branches = new ArrayList<>();
    for (Pattern pattern : patterns) {
      String label = patterns.size() == 1 ? "" : pattern + ": ";
      branches.add(grep(pattern, printer(label)));
    }
    return branches;
  }
}
