import static dev.pausa.Coroutine.*;
import static dev.pausa.async.Async.*;

import dev.pausa.*;
import dev.pausa.async.*;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/**
 * Fetches web pages, some at a time, and says of each how long it is, or why there is none:
 *
 * <pre>
 * ./pausa examples/Fetch.java https://openjdk.org/ https://www.python.org/
 * ./pausa examples/Fetch.java --parallel 2 --timeout 500 http://a.example/ http://b.example/</pre>
 *
 * <p>All of it is three calls: {@code timeout} around a request, {@code all} with a limit around
 * the pages, {@code Loop.run} around that. The loop runs on the main thread. A request that takes
 * too long is cancelled, and its connection closed: see {@link Request#withdraw}.
 */
public final class Fetch {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();

  /** What became of a page. */
  record Page(URI uri, String text, boolean isThere) {}

  /** Fetches all pages, so many at a time; the results are in the order of the addresses. */
  static Awaitable<List<Page>> fetchAll(List<URI> uris, int parallel, Duration limit) {
    return all(parallel, uris.stream().map(uri -> fetch(uri, limit)).toList());
  }

  /** Fetches one page. A failure is a result, too: the other pages are fetched all the same. */
  static Coroutine<Page> fetch(URI uri, Duration limit) {
    return coroutine(() -> {
      try {
        var answer = await(timeout(limit, new Request(uri)));
        int status = answer.statusCode();
        if (status != 200) return new Page(uri, "HTTP status " + status, false);
        return new Page(uri, answer.body().length + " bytes", true);
      } catch (TimeoutException late) {
        return new Page(uri, "no answer within " + limit.toMillis() + " ms", false);
      } catch (IOException trouble) {
        return new Page(uri, trouble.toString(), false);
      }
    });
  }

  /**
   * A request as an operation. {@code await(HTTP.sendAsync(...))} would do, but a cancel of that
   * leaves the request alone, since a stage may have other readers; this one has none.
   */
  private static final class Request extends Operation<HttpResponse<byte[]>> {
    private final URI uri;
    private CompletableFuture<HttpResponse<byte[]>> answer;

    Request(URI uri) {
      this.uri = uri;
    }

    @Override
    protected void begin(Waker<HttpResponse<byte[]>> waker) {
      answer = HTTP.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
      answer.whenComplete((response, failure) -> {
        if (failure == null) waker.complete(response);
        else waker.fail(failure instanceof CompletionException ? failure.getCause() : failure);
      });
    }

    @Override
    protected boolean withdraw() {
      return answer.cancel(true); // closes the connection
    }

    @Override
    public String describe() {
      return "GET " + uri;
    }
  }

  // ---- The program ------------------------------------------------------------------------------

  private static final String USAGE =
      """
      usage: Fetch [--parallel N] [--timeout MS] URL...
      Fetches web pages, and says of each how long it is, or why there is none.
        --parallel N  at most N at a time (default: 4)
        --timeout MS  gives each one so many milliseconds (default: 10000)
      Exit status: 0 all are there, 1 some are not, 2 wrong usage.
      """;

  private int parallel = 4;
  private int timeout = 10_000;
  private final List<URI> uris = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    System.exit(run(System.out, System.err, args));
  }

  /** Runs the program and returns its exit status. */
  static int run(PrintStream out, PrintStream err, String... args) throws Exception {
    Fetch program = new Fetch();
    try {
      program.parse(List.of(args).iterator());
    } catch (IllegalArgumentException wrong) {
      err.println("Fetch: " + wrong.getMessage());
      err.print(USAGE);
      return 2;
    }
    Duration limit = Duration.ofMillis(program.timeout);
    var pages = Loop.run(() -> await(fetchAll(program.uris, program.parallel, limit)));
    pages.forEach(page -> out.println(page.uri() + ": " + page.text()));
    return pages.stream().allMatch(Page::isThere) ? 0 : 1;
  }

  private void parse(Iterator<String> args) {
    while (args.hasNext()) {
      String arg = args.next();
      if (arg.equals("--parallel")) parallel = number(arg, args);
      else if (arg.equals("--timeout")) timeout = number(arg, args);
      else if (arg.startsWith("-")) throw new IllegalArgumentException("no such option: " + arg);
      else uris.add(address(arg));
    }
    if (uris.isEmpty()) throw new IllegalArgumentException("a URL is needed");
  }

  private static URI address(String arg) {
    URI uri = URI.create(arg);
    if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) return uri;
    throw new IllegalArgumentException("not the URL of a web page: " + arg);
  }

  private static int number(String option, Iterator<String> args) {
    String number = args.hasNext() ? args.next() : "";
    if (number.matches("0*[1-9][0-9]{0,8}")) return Integer.parseInt(number);
    throw new IllegalArgumentException(option + " needs a number from 1, got '" + number + "'");
  }
}
