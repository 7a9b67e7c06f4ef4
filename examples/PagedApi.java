import static dev.pausa.AsyncGenerator.*;
import static dev.pausa.AsyncResource.*;
import static dev.pausa.Coroutine.*;
import static dev.pausa.Generator.*;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pausa.*;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Reads a paged HTTP API as if it were one list, no further than it needs, and never forgets to
 * close what is open on the server:
 *
 * <pre>
 * ./pausa examples/PagedApi.java land
 * ./pausa examples/PagedApi.java --limit 3 --page 10 land</pre>
 *
 * <p>The API is a fake that runs inside the program: it has the countries of the world, and logs
 * each request to the standard error output. As with many a search engine or database, a client
 * opens a cursor (POST), reads page after page from it (GET), and deletes it (DELETE). With {@code
 * --limit} the reader leaves early: pages that nobody needs are not requested, and the cursor is
 * deleted all the same.
 *
 * <p>Three parts, and none of them knows another's trade: {@link #rows} knows pages and cursors,
 * {@link #print} knows rows, and {@link #drive} knows how to wait. No thread is blocked but the one
 * that {@code drive} chose to block; an event loop would run thousands of these readers on it
 * instead.
 */
public final class PagedApi {

  // ---- The client -------------------------------------------------------------------------------

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** All rows, from as many pages as the consumer asks for. */
  static AsyncGenerator<String, Void> rows(URI api) {
    return asyncGenerator(g -> {
      URI cursor = api.resolve(await(call("POST", api)));
      try {
        while (true) {
          List<String> page = await(call("GET", cursor)).lines().toList();
          if (page.isEmpty()) return;
          for (String row : page) g.yield(row); // pauses here until the next row is asked for
        }
      } finally {
        await(call("DELETE", cursor)); // on every way out; a finally block may await, too
      }
    });
  }

  /** Sends a request, and gives the body of the answer. */
  static Coroutine<String> call(String method, URI uri) {
    return coroutine(() -> {
      var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build();
      var response = await(HTTP.sendAsync(request, BodyHandlers.ofString())); // the driver gets it
      if (response.statusCode() == 200) return response.body();
      throw new IOException(method + " " + uri + ": HTTP status " + response.statusCode());
    });
  }

  /** Prints the rows that contain a word, at most so many; gives their number. */
  static Coroutine<Integer> print(
      AsyncGenerator<String, ?> all, String word, int limit, PrintStream out) {
    return withReturning(closing(all), rows -> { // closes the rows when the block is left, however
      int count = 0;
      while (count < limit && await(rows.advance())) {
        if (!rows.current().contains(word)) continue;
        out.println(rows.current());
        count++;
      }
      return count;
    });
  }

  /**
   * The driver: runs a coroutine to its end. Whenever it pauses it gives out a future, and is
   * resumed when that is done; the coroutine itself then takes the value or the exception from it.
   *
   * <p>A driver that gives up half-way would {@code raise} an exception, and go on like this until
   * the finally blocks are done. It would not {@code close}, which allows none of them to await.
   *
   * @throws IOException if a body does: {@code step} lets it out, and declares nothing
   */
  static <R> R drive(Coroutine<R> coroutine) throws IOException {
    Step<R> step = coroutine.step(null);
    while (step instanceof Step.Yielded<R> pause) {
      CompletionStage<?> stage = (CompletionStage<?>) pause.value();
      stage.handle((value, failure) -> null).toCompletableFuture().join(); // waits, whatever comes
      step = coroutine.step(null);
    }
    return ((Step.Returned<R>) step).value();
  }

  // ---- The fake API -----------------------------------------------------------------------------

  /** Serves rows in pages on a free port of this machine. Each cursor is a paused generator. */
  static final class Api implements AutoCloseable {
    final Map<String, Generator<String, Void, Void>> cursors = new HashMap<>();
    private final List<String> rows;
    private final int pageSize;
    private final PrintStream log;
    private final HttpServer server;
    private int opened;

    Api(List<String> rows, int pageSize, PrintStream log) throws IOException {
      this.rows = rows;
      this.pageSize = pageSize;
      this.log = log;
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::handle);
      server.start();
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/cursors/");
    }

    private Generator<String, Void, Void> pages() {
      return generator(g -> {
        for (int i = 0; i < rows.size(); i += pageSize) {
          g.yield(String.join("\n", rows.subList(i, Math.min(i + pageSize, rows.size()))));
        }
      });
    }

    /** The server calls this in a thread of its own, for one request after the other. */
    private void handle(HttpExchange exchange) throws IOException {
      String method = exchange.getRequestMethod();
      String path = exchange.getRequestURI().getPath();
      log.println("api: " + method + " " + path);
      String body = answer(method, path.substring(path.lastIndexOf('/') + 1));
      try (exchange) {
        exchange.sendResponseHeaders(body == null ? 404 : 200, 0);
        if (body != null) exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
      }
    }

    private String answer(String method, String id) {
      if (method.equals("POST")) {
        cursors.put("" + ++opened, pages());
        return "" + opened;
      }
      Generator<String, Void, Void> cursor = cursors.get(id);
      if (cursor == null) return null;
      if (method.equals("GET")) return cursor.hasNext() ? cursor.next() : "";
      cursors.remove(id).close();
      return "";
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  // ---- The program ------------------------------------------------------------------------------

  private static final String USAGE =
      """
      usage: PagedApi [--limit N] [--page N] [WORD]
      Prints the countries whose names contain WORD, from a paged HTTP API.
        --limit N  at most N of them (default: all)
        --page N   the API gives N countries a page (default: 50)
      Exit status: 0 all is well, 1 nothing was found, 2 wrong usage or a request failed.
      """;

  private int limit = Integer.MAX_VALUE;
  private int pageSize = 50;
  private String word = "";

  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  /** Runs the program and returns its exit status. */
  static int run(PrintStream out, PrintStream err, String... args) {
    PagedApi program = new PagedApi();
    try {
      program.parse(List.of(args).iterator());
    } catch (IllegalArgumentException wrong) {
      err.println("PagedApi: " + wrong.getMessage());
      err.print(USAGE);
      return 2;
    }
    try (Api api = new Api(countries(), program.pageSize, err)) {
      return drive(print(rows(api.uri()), program.word, program.limit, out)) > 0 ? 0 : 1;
    } catch (IOException trouble) {
      err.println("PagedApi: " + trouble.getMessage());
      return 2;
    }
  }

  private void parse(Iterator<String> args) {
    while (args.hasNext()) {
      String arg = args.next();
      if (arg.equals("--limit")) limit = number(arg, args);
      else if (arg.equals("--page")) pageSize = number(arg, args);
      else if (arg.startsWith("-")) throw new IllegalArgumentException("no such option: " + arg);
      else if (word.isEmpty()) word = arg;
      else throw new IllegalArgumentException("more than one word: " + word + " " + arg);
    }
  }

  private static int number(String option, Iterator<String> args) {
    String number = args.hasNext() ? args.next() : "";
    if (number.matches("0*[1-9][0-9]{0,8}")) return Integer.parseInt(number);
    throw new IllegalArgumentException(option + " needs a number from 1, got '" + number + "'");
  }

  static List<String> countries() {
    return Stream.of(Locale.getISOCountries())
        .map(code -> new Locale.Builder().setRegion(code).build().getDisplayCountry(Locale.ENGLISH))
        .sorted()
        .toList();
  }
}
