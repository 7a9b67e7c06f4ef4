package dev.pausa.vertx;

import static dev.pausa.AsyncResource.closing;
import static dev.pausa.AsyncResource.with;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.all;
import static dev.pausa.async.Async.timeout;
import static dev.pausa.vertx.VertxAsync.cancellable;
import static dev.pausa.vertx.VertxAsync.future;
import static dev.pausa.vertx.VertxAsync.items;
import static dev.pausa.vertx.VertxWeb.coroutineHandler;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncResource;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.async.Async;
import dev.pausa.async.Loop;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/vertx.md shows is what is compiled and run, and what it names is there. */
class VertxPageTest extends VertxFixture {
    static Router routes(Vertx vertx, HttpClient partner) {
        Router router = Router.router(vertx);
        router.get("/total").handler(coroutineHandler(ctx -> {
            List<Awaitable<Integer>> prices = new ArrayList<>();
            for (String item : ctx.queryParam("item")) {
                prices.add(price(partner, item));
            }
            int total = 0;
            for (int price : await(timeout(Duration.ofSeconds(5), all(4, prices)))) { // four at once
                total += price;
            }
            await(future(ctx.response().end("total " + total)));
        }));
        return router;
    }

    static Coroutine<Integer> price(HttpClient partner, String item) {
        return coroutine(() -> {
            var request = await(future(partner.request(HttpMethod.GET, "/price/" + item)));
            var response = await(cancellable("price of " + item, request.send(), () -> request.reset()));
            return Integer.parseInt(await(future(response.body())).toString());
        });
    }

    static Coroutine<Void> copy(ReadStream<Buffer> from, WriteStream<Buffer> to) {
        return coroutine(() -> {
            Sink<Buffer> sink = Sink.of(to);
            await(with(
                    closing(items(from)),
                    parts -> { // closing: leaving early stops reading
                        while (await(parts.advance())) {
                            await(sink.write(
                                    Buffer.buffer(parts.current().toString().toUpperCase(Locale.ROOT))));
                        }
                    }));
            await(sink.end());
        });
    }

    private int serve(Router router) throws Exception {
        return run(coroutine(() -> await(
                        future(vertx.createHttpServer().requestHandler(router).listen(0)))
                .actualPort()));
    }

    @Test
    void a_handler_asks_a_partner_several_times_at_once() throws Exception {
        Router prices = Router.router(vertx);
        prices.get("/price/:item")
                .handler(ctx -> ctx.response().end("" + ctx.pathParam("item").length()));
        HttpClient partner = vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost("localhost").setDefaultPort(serve(prices)));
        int port = serve(routes(vertx, partner));
        assertThat(send(request(port, "/total?item=tea&item=cake&item=coffee&item=milk&item=bread"))
                        .body())
                .isEqualTo("total 22");
    }

    @Test
    void a_stream_is_copied(@TempDir Path folder) throws Exception {
        Path source = Files.writeString(folder.resolve("source"), "abc".repeat(100_000));
        Path target = folder.resolve("target");
        run(coroutine(() -> {
            var from = await(future(vertx.fileSystem().open(source.toString(), new OpenOptions())));
            var to = await(future(vertx.fileSystem().open(target.toString(), new OpenOptions())));
            await(copy(from, to));
        }));
        assertThat(Files.readString(target)).isEqualTo("ABC".repeat(100_000));
    }

    static Stream<String> blocks() throws IOException {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(page())
                .results()
                .map(block -> block.group(1));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void each_block_stands_here(String block) throws IOException {
        assertThat(Files.readString(Path.of("src/test/java/dev/pausa/vertx/VertxPageTest.java"))
                        .replace("\n    ", "\n"))
                .contains(block);
    }

    @Test
    void what_the_tables_call_is_there() throws IOException {
        List<String> called = page().lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.substring(line.indexOf('|', 1)))
                .flatMap(row ->
                        Pattern.compile("`[^`]*?(\\w+)\\([^`]*`").matcher(row).results())
                .map(call -> call.group(1))
                .distinct()
                .toList();
        List<String> methods = Stream.of(
                        VertxAsync.class,
                        VertxWeb.class,
                        Sink.class,
                        CoroutineVerticle.class,
                        Async.class,
                        Loop.class,
                        Coroutine.class,
                        AsyncResource.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .map(method -> method.getName())
                .toList();
        assertThat(called).hasSizeGreaterThan(12).isSubsetOf(methods);
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../../docs/vertx.md"));
    }
}
