package dev.pausa.service;

import dev.pausa.async.Loop;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.service.database.EmbeddedDatabase;
import dev.pausa.service.http.Limits;
import dev.pausa.service.partners.PartnerAddress;
import dev.pausa.service.partners.PartnerStub;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.net.BindException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command {@code ./pausa serve}. */
public final class Main {
    private static final int CONNECTIONS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    /** Of the embedded database; kept, for a logger that nobody holds forgets its level. */
    private static final java.util.logging.Logger ZONKY = java.util.logging.Logger.getLogger("io.zonky");

    /** What must be ended, the last first. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private Main() {}

    /**
     * Starts the service, which then runs until the process is ended.
     *
     * @param arguments the options
     */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        Main main = new Main();
        Options options = options(arguments);
        try {
            main.start(options);
        } catch (Exception failure) {
            System.err.println("pausa serve: " + explain(failure, options));
            main.close();
            System.exit(1);
        }
    }

    private static String explain(Exception failure, Options options) {
        if (failure instanceof BindException) {
            return "it cannot listen on " + options.host() + ":" + options.port() + ": " + failure.getMessage()
                    + "; choose another --port or --host";
        }
        if (failure instanceof PgException answered) {
            return "the database refuses: " + answered.getErrorMessage();
        }
        return failure instanceof ConnectException
                ? "the database cannot be reached: " + failure.getMessage()
                : "the service does not start: " + failure;
    }

    private static Options options(String[] arguments) {
        try {
            return Options.parse(List.of(arguments));
        } catch (IllegalArgumentException wrong) {
            System.err.println("pausa serve: " + wrong.getMessage() + "; see ./pausa serve --help");
            System.exit(2);
            throw wrong;
        }
    }

    private void start(Options options) throws Exception {
        ZONKY.setLevel(Level.WARNING);
        Loop.setWatchdog(null, LOG::warn); // classes are loaded meanwhile
        Diagnostics.setTracking(options.isTracking());
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end of the service"));
        String database = options.database();
        if (database == null) {
            EmbeddedDatabase embedded = EmbeddedDatabase.start();
            open.push(embedded);
            database = embedded.url();
        }
        Vertx vertx = Vertx.vertx();
        open.push(() -> ended(vertx.close()));
        PartnerAddress payment = partner(vertx);
        PartnerAddress shipping = partner(vertx);
        OrderService service = OrderService.start(vertx, settings(options, database, payment, shipping));
        open.push(() -> ended(service.stop()));
        Loop.setWatchdog(Duration.ofMillis(100), LOG::warn);
        System.out.println(
                "http://" + options.host() + ":" + service.port() + "/ shows orders and tasks; Ctrl-C ends it");
    }

    private static PartnerAddress partner(Vertx vertx) throws Exception {
        PartnerStub stub = new PartnerStub(PartnerStub.Behaviour.USUAL);
        ended(vertx.deployVerticle(stub));
        return PartnerAddress.local(stub.port());
    }

    private static Settings settings(
            Options options, String database, PartnerAddress payment, PartnerAddress shipping) {
        return new Settings(
                database,
                options.host(),
                options.port(),
                options.loops(),
                CONNECTIONS,
                payment,
                shipping,
                Limits.usual(),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5));
    }

    private static <T> T ended(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private synchronized void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception failure) {
                System.err.println("pausa serve: at the end: " + failure);
            }
        }
    }
}
