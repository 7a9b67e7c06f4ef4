import static dev.pausa.AsyncResource.closing;
import static dev.pausa.AsyncResource.with;
import static dev.pausa.Coroutine.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.Step;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagedApiTest {
    static {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer takes 40 ms
    }

    private final Printed out = new Printed();
    private final Printed log = new Printed();

    private PagedApi.Api api(int rows, int pageSize) throws IOException {
        return new PagedApi.Api(
                IntStream.range(0, rows).mapToObj(i -> "row " + i).toList(), pageSize, log);
    }

    /**
     * A server that answers when it is allowed to: else an answer may be there before it is awaited, and nothing
     * pauses.
     */
    private PagedApi.Api heldApi(int rows, int pageSize, Semaphore answers) throws IOException {
        PrintStream held = new PrintStream(log, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                super.println(line);
                try {
                    assertThat(answers.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };
        return new PagedApi.Api(
                IntStream.range(0, rows).mapToObj(i -> "row " + i).toList(), pageSize, held);
    }

    /** Drives a program to its next request, and has that answered. */
    private static void nextRequest(Coroutine<?> program, Semaphore answers) {
        CompletableFuture<?> request = (CompletableFuture<?>) program.send(null);
        answers.release();
        request.join();
    }

    private static String requests(int pages) {
        return "api: POST /cursors/\n" + "api: GET /cursors/1\n".repeat(pages) + "api: DELETE /cursors/1\n";
    }

    @Test
    void random_pages_are_one_list() throws IOException {
        long seed = System.nanoTime();
        System.out.println("PagedApiTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            int size = random.nextInt(50);
            int page = 1 + random.nextInt(10);
            int limit = 1 + random.nextInt(60);
            Printed printed = new Printed();
            log.reset();
            try (PagedApi.Api api = api(size, page)) {
                int count = PagedApi.drive(PagedApi.print(PagedApi.rows(api.uri()), "row", limit, printed));
                assertThat(count).as("seed %d", seed).isEqualTo(Math.min(size, limit));
                assertThat(printed.text().lines())
                        .as("seed %d", seed)
                        .containsExactlyElementsOf(IntStream.range(0, count)
                                .mapToObj(i -> "row " + i)
                                .toList());
                assertThat(api.cursors).isEmpty();
            }
            int pages = (size + page - 1) / page;
            int needed = limit <= size ? (limit + page - 1) / page : pages + 1; // the last one is empty
            assertThat(log.text()).as("seed %d", seed).isEqualTo(requests(needed));
        }
    }

    @Test
    void nothing_is_requested_before_the_first_row_is_awaited() throws IOException {
        Semaphore answers = new Semaphore(0);
        try (PagedApi.Api api = heldApi(10, 5, answers)) {
            AsyncGenerator<String, Void> rows = PagedApi.rows(api.uri());
            Coroutine<Integer> program = PagedApi.print(rows, "", 1, out);
            assertThat(log.text()).isEmpty();
            assertThat(rows.state()).isEqualTo(CoroutineState.CREATED);
            assertThat(program.send(null)).isInstanceOf(CompletableFuture.class);
            assertThat(rows.isRunningStep()).isTrue();
            program.close(); // there is no cursor yet, so nothing to delete
            assertThat(rows.state()).isEqualTo(CoroutineState.CLOSED);
            assertThat(out.text()).isEmpty();
            answers.release();
        }
    }

    @Test
    void a_consumer_that_fails_closes_the_cursor() throws IOException {
        try (PagedApi.Api api = api(10, 5)) {
            AsyncGenerator<String, Void> rows = PagedApi.rows(api.uri());
            Coroutine<Void> program = with(closing(rows), all -> {
                await(all.advance());
                throw new IllegalStateException("cannot use " + all.current());
            });
            assertThatThrownBy(() -> PagedApi.drive(program)).hasMessage("cannot use row 0");
            assertThat(api.cursors).isEmpty();
            assertThat(rows.state()).isEqualTo(CoroutineState.CLOSED);
        }
        assertThat(log.text()).isEqualTo(requests(1));
    }

    @Test
    void a_request_that_fails_comes_out_and_the_cursor_is_deleted() throws IOException {
        List<String> methods = new CopyOnWriteArrayList<>();
        HttpServer broken = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        broken.createContext("/", exchange -> {
            methods.add(exchange.getRequestMethod());
            exchange.sendResponseHeaders(methods.size() == 3 ? 503 : 200, 0);
            exchange.getResponseBody().write("1".getBytes(StandardCharsets.UTF_8)); // the cursor; and the row
            exchange.close();
        });
        broken.start();
        URI api = URI.create("http://127.0.0.1:" + broken.getAddress().getPort() + "/cursors/");
        try {
            assertThatThrownBy(() -> PagedApi.drive(PagedApi.print(PagedApi.rows(api), "", 10, out)))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("GET " + api + "1: HTTP status 503");
        } finally {
            broken.stop(0);
        }
        assertThat(out.text()).isEqualTo("1\n");
        assertThat(methods).containsExactly("POST", "GET", "GET", "DELETE");
    }

    @Test
    void a_cursor_that_is_gone_is_named() throws IOException {
        try (PagedApi.Api api = api(10, 5)) {
            Coroutine<Void> program = with(closing(PagedApi.rows(api.uri())), rows -> {
                await(rows.advance());
                api.cursors.clear();
            });
            assertThatThrownBy(() -> PagedApi.drive(program))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("DELETE " + api.uri() + "1: HTTP status 404");
        }
    }

    @Test
    void a_server_that_is_not_there_is_a_connect_exception() throws IOException {
        URI gone;
        try (PagedApi.Api api = api(1, 1)) {
            gone = api.uri();
        }
        assertThatThrownBy(() -> PagedApi.drive(PagedApi.call("GET", gone))).isInstanceOf(ConnectException.class);
    }

    /** A driver that wants to leave raises an exception; the finally block then awaits as it likes. */
    @Test
    void a_reader_that_is_cancelled_at_a_request_deletes_its_cursor() throws IOException {
        Semaphore answers = new Semaphore(0);
        try (PagedApi.Api api = heldApi(10, 5, answers)) {
            Coroutine<Integer> program = PagedApi.print(PagedApi.rows(api.uri()), "", 10, out);
            nextRequest(program, answers); // POST
            nextRequest(program, answers); // the first GET
            Object delete = program.raise(new CancellationException("enough"));
            answers.release();
            ((CompletableFuture<?>) delete).join();
            assertThat(log.text()).isEqualTo(requests(1));
            assertThatThrownBy(() -> program.send(null))
                    .isExactlyInstanceOf(CancellationException.class)
                    .hasMessage("enough");
            assertThat(out.text()).isEmpty();
            assertThat(api.cursors).isEmpty();
        }
    }

    @Test
    void a_reader_that_is_closed_at_a_request_cannot_delete_its_cursor() throws IOException {
        Semaphore answers = new Semaphore(0);
        try (PagedApi.Api api = heldApi(10, 5, answers)) {
            Coroutine<Integer> program = PagedApi.print(PagedApi.rows(api.uri()), "", 10, out);
            nextRequest(program, answers); // POST
            nextRequest(program, answers); // the first GET
            assertThatThrownBy(program::close)
                    .isInstanceOf(CoroutineStateException.class)
                    .hasMessage("aclose(): asynchronous generator is already running");
            answers.release(2); // else the server's end would wait for its last request
        }
    }

    @Test
    void two_readers_share_one_thread() throws IOException {
        try (PagedApi.Api api = api(30, 3)) {
            List<Printed> printed = List.of(new Printed(), new Printed());
            Deque<Coroutine<Integer>> readers = new ArrayDeque<>();
            for (Printed to : printed) readers.add(PagedApi.print(PagedApi.rows(api.uri()), "", 30, to));
            while (!readers.isEmpty()) {
                Coroutine<Integer> reader = readers.remove();
                if (reader.step(null) instanceof Step.Yielded<Integer> pause) {
                    ((CompletableFuture<?>) pause.value()).join();
                    readers.add(reader);
                }
            }
            assertThat(printed.get(0).text()).isEqualTo(printed.get(1).text());
            assertThat(printed.get(0).text().lines()).hasSize(30);
            assertThat(log.text()).contains("api: GET /cursors/1\napi: GET /cursors/2\napi: GET /cursors/1\n");
        }
    }

    /** The countries' names, from another method of the JDK than the program's. */
    private static List<String> expectedCountries(String word) {
        TreeSet<String> names = new TreeSet<>();
        for (String code : Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2)) {
            String name = Locale.forLanguageTag("und-" + code).getDisplayCountry(Locale.ENGLISH);
            if (name.contains(word)) names.add(name);
        }
        return List.copyOf(names);
    }

    @Test
    void program_prints_the_countries() {
        assertThat(PagedApi.run(out, log, "land")).isZero();
        assertThat(out.text().lines()).contains("Iceland").containsExactlyElementsOf(expectedCountries("land"));
        int all = Locale.getISOCountries().length;
        assertThat(log.text()).isEqualTo(requests((all + 49) / 50 + 1));
    }

    @Test
    void program_requests_no_page_that_it_does_not_need() {
        assertThat(PagedApi.run(out, log, "--limit", "12", "--page", "5")).isZero();
        assertThat(out.text().lines())
                .containsExactlyElementsOf(expectedCountries("").subList(0, 12));
        assertThat(log.text()).isEqualTo(requests(3));
    }

    @Test
    void program_says_by_its_status_that_nothing_was_found() {
        assertThat(PagedApi.run(out, log, "--page", "1000", "Atlantis")).isEqualTo(1);
        assertThat(out.text()).isEmpty();
        assertThat(log.text()).isEqualTo(requests(2));
    }

    @ParameterizedTest
    @CsvSource({
        "--limit, '--limit needs a number from 1, got '''''",
        "--limit 0, '--limit needs a number from 1, got ''0'''",
        "--page x, '--page needs a number from 1, got ''x'''",
        "--page 9999999999, '--page needs a number from 1, got ''9999999999'''",
        "--help, no such option: --help",
        "a b, more than one word: a b"
    })
    void program_refuses_what_it_does_not_understand(String args, String message) {
        assertThat(PagedApi.run(out, log, args.split(" "))).isEqualTo(2);
        assertThat(log.text()).startsWith("PagedApi: " + message + "\nusage: PagedApi ");
        assertThat(out.text()).isEmpty();
    }
}
