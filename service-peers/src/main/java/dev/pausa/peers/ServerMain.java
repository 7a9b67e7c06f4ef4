package dev.pausa.peers;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/** The JVM of one peer. It says what it has used when it is asked on its standard input, and ends when that does. */
final class ServerMain {
    private ServerMain() {}

    /** Takes a peer, the URL of the database, the port of the partners, and the port to listen at. */
    public static void main(String[] arguments) throws Exception {
        Peer peer = Peer.valueOf(arguments[0]);
        Place place = new Place(arguments[1], Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        Vertx vertx = Vertx.vertx();
        vertx.deployVerticle(peer.server(place), peer.options())
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        System.out.println("ready");
        answerQuestions();
        System.exit(0);
    }

    private static void answerQuestions() throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (questions.readLine() != null) {
            System.out.println("used " + cpuNanos() + " " + allocatedBytes());
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Of all threads, also those that have ended. What virtual threads allocate counts for their carriers. */
    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
    }
}
