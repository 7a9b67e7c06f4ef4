import static dev.pausa.Coroutine.await;
import static dev.pausa.async.Async.all;
import static dev.pausa.async.Async.scope;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.pausa.async.Async;
import dev.pausa.async.Loop;
import dev.pausa.async.Task;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchTest {
    private static final String LONG_ENOUGH = "30000";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Printed out = new Printed();
    private final Printed err = new Printed();
    private HttpServer server;

    /** Holds the answers of /held until it is open. */
    private final CountDownLatch gate = new CountDownLatch(1);

    private final Semaphore arrived = new Semaphore(0);

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        answer("/ten", 200, 10);
        answer("/missing", 404, 0);
        server.createContext("/held", exchange -> {
            arrived.release();
            try (exchange) {
                gate.await();
                exchange.sendResponseHeaders(200, -1);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        gate.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(String path, int status, int length) {
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
                exchange.getResponseBody().write(new byte[length]);
            }
        });
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Test
    void says_of_each_page_how_long_it_is() throws Exception {
        int status = Fetch.run(out, err, "--timeout", LONG_ENOUGH, url("/ten"), url("/ten?again"));
        assertThat(out.text()).isEqualTo(url("/ten") + ": 10 bytes\n" + url("/ten?again") + ": 10 bytes\n");
        assertThat(status).isZero();
    }

    @Test
    void a_page_that_is_not_there_and_a_host_that_refuses_do_not_hinder_the_others() throws Exception {
        String refused = "http://127.0.0.1:" + closedPort() + "/";
        int status = Fetch.run(out, err, "--timeout", LONG_ENOUGH, url("/missing"), refused, url("/ten"));
        assertThat(out.text().lines())
                .containsExactly(
                        url("/missing") + ": HTTP status 404",
                        refused + ": java.net.ConnectException",
                        url("/ten") + ": 10 bytes");
        assertThat(status).isEqualTo(1);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void a_page_that_is_late_is_given_up() throws Exception {
        int status = Fetch.run(out, err, "--timeout", "50", url("/held"));
        assertThat(out.text()).isEqualTo(url("/held") + ": no answer within 50 ms\n");
        assertThat(status).isEqualTo(1);
    }

    @Test
    void a_page_that_is_late_does_not_hinder_the_others() throws Exception {
        URI held = URI.create(url("/held"));
        URI ten = URI.create(url("/ten"));
        List<Fetch.Page> pages = Loop.run(() ->
                await(all(1, List.of(Fetch.fetch(held, Duration.ofMillis(50)), Fetch.fetch(ten, Duration.ofDays(1))))));
        assertThat(pages).extracting(Fetch.Page::isThere).containsExactly(false, true);
    }

    @Test
    void no_more_are_fetched_at_once_than_is_allowed() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        server.createContext("/counted", exchange -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            three.countDown();
            try (exchange) {
                assertThat(three.await(30, TimeUnit.SECONDS)).isTrue(); // three are here at once
                now.decrementAndGet();
                exchange.sendResponseHeaders(200, -1);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        List<URI> uris = IntStream.range(0, 12)
                .mapToObj(i -> URI.create(url("/counted?" + i)))
                .toList();
        List<Fetch.Page> pages = Loop.run(() -> await(Fetch.fetchAll(uris, 3, Duration.ofSeconds(30))));
        assertThat(pages).extracting(Fetch.Page::uri).containsExactlyElementsOf(uris);
        assertThat(pages).allMatch(Fetch.Page::isThere);
        assertThat(most).hasValue(3);
    }

    @Test
    void a_cancel_ends_the_request() throws Exception {
        Loop.run(() -> await(scope(s -> {
            Task<Fetch.Page> page = s.start(Fetch.fetch(URI.create(url("/held")), Duration.ofDays(1)));
            await(Async.blocking(() -> arrived.acquire()));
            page.cancel("not needed");
            await(page.ended());
        })));
        assertThat(arrived.tryAcquire()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none                         | a URL is needed
            --parallel 0 http://x/       | --parallel needs a number from 1, got '0'
            --timeout                    | --timeout needs a number from 1, got ''
            --sideways                   | no such option: --sideways
            ftp://host/                  | not the URL of a web page: ftp://host/
            http://a/ somewhere          | not the URL of a web page: somewhere
            """)
    void wrong_usage_is_explained(String args, String message) throws Exception {
        String[] words = args == null ? new String[0] : args.split(" ");
        assertThat(Fetch.run(out, err, words)).isEqualTo(2);
        assertThat(err.text()).startsWith("Fetch: " + message + "\nusage: Fetch [--parallel N]");
        assertThat(out.text()).isEmpty();
    }
}
