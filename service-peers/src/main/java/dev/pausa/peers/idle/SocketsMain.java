package dev.pausa.peers.idle;

import static dev.pausa.Coroutine.await;
import static dev.pausa.vertx.VertxAsync.future;
import static dev.pausa.vertx.VertxWeb.coroutineHandler;

import dev.pausa.async.Channel;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server of events that nothing happens at, until it is told so. */
final class SocketsMain {
    private static final List<Channel<String>> CHANNELS = new CopyOnWriteArrayList<>();

    private SocketsMain() {}

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.get("/events").handler(events());
        int port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
        System.out.println("ready " + port);
        obey();
        System.exit(0);
    }

    private static Handler<RoutingContext> events() {
        return coroutineHandler(ctx -> {
            Channel<String> channel = Channel.rendezvous();
            var response = ctx.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
            await(future(response.write(": hello\n\n")));
            CHANNELS.add(channel);
            await(future(response.end("data: " + await(channel.receive()) + "\n\n")));
        });
    }

    private static void obey() throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            if (command.equals("wake")) {
                System.out.println("woken " + wake());
            } else {
                System.out.println("holds " + CHANNELS.size() + " " + IdleMain.used() + " " + resident());
            }
        }
    }

    private static long wake() {
        return CHANNELS.stream().filter(channel -> channel.trySend("now")).count();
    }

    /** Returns how many bytes of memory the process has, in all. */
    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }
}
