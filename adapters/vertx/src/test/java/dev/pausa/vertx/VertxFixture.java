package dev.pausa.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Awaitable;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.Unraisable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A Vert.x for each test, and a client of the JDK's. */
abstract class VertxFixture {
    static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Vertx vertx;

    /** What nobody was there for: failures of tasks, and of handlers of Vert.x. */
    final List<Object> reported = new CopyOnWriteArrayList<>();

    private final Consumer<? super Unraisable> before = Diagnostics.unraisableHandler();

    @BeforeEach
    void open() {
        Diagnostics.setUnraisableHandler(reported::add);
        vertx = Vertx.vertx();
        vertx.exceptionHandler(reported::add);
    }

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
        Diagnostics.setUnraisableHandler(before);
        assertThat(reported).isEmpty();
    }

    static <T> T get(Future<T> future) throws Exception {
        return get(future.toCompletionStage());
    }

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** Runs something on the loop of a new context. */
    <T> T run(Awaitable<T> work) throws Exception {
        return get(VertxAsync.loop(vertx.getOrCreateContext()).start(work).toStage());
    }

    static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return get(CLIENT.sendAsync(request.build(), BodyHandlers.ofString()));
    }
}
