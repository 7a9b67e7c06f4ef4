import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.async.Loop;
import dev.pausa.async.Outcome;
import dev.pausa.async.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients with real sockets. Each read waits for what must come, and fails if it does not within 30 seconds. */
class ChatTest {
    private final Printed log = new Printed();
    private final Loop loop = Loop.onThread("chat");
    private AsynchronousServerSocketChannel server;
    private Task<Void> serving;

    @BeforeEach
    void start() throws IOException {
        server =
                AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        serving = loop.start("server", new Chat(log).serve(server));
    }

    @AfterEach
    void stop() throws IOException {
        loop.close();
        server.close();
    }

    private final class Client implements AutoCloseable {
        private final Socket socket = new Socket();
        private final BufferedReader in;

        Client() throws IOException {
            socket.setReceiveBufferSize(4096);
            socket.connect(server.getLocalAddress());
            socket.setSoTimeout(30_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(in.readLine()).isEqualTo("Who are you?");
        }

        void says(String line) throws IOException {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }

        void reads(String line) throws IOException {
            assertThat(in.readLine()).isEqualTo(line);
        }

        /** That its socket was closed by the server; with a reset when it had sent something that was not read. */
        void isThrownOut() {
            String line;
            try {
                line = in.readLine();
            } catch (IOException reset) {
                assertThat(reset).hasMessageContaining("reset");
                return;
            }
            assertThat(line).isNull();
        }

        /** Goes without a farewell: the server gets a reset. */
        void breaksDown() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Client client(String name, String present) throws IOException {
        Client client = new Client();
        client.says(name);
        client.reads("Hello, " + name + ". Here are: " + present);
        return client;
    }

    @Test
    void what_one_says_all_others_read() throws IOException {
        try (Client ada = client("Ada", "Ada");
                Client bob = client("Bob", "Ada, Bob");
                Client cecilia = client("Cäcilie", "Ada, Bob, Cäcilie")) {
            ada.reads("Bob is here.");
            ada.reads("Cäcilie is here.");
            bob.reads("Cäcilie is here.");
            ada.says("hello");
            bob.reads("Ada: hello");
            cecilia.reads("Ada: hello");
            cecilia.says("grüß Gott");
            ada.reads("Cäcilie: grüß Gott");
            bob.reads("Cäcilie: grüß Gott");
        }
    }

    @Test
    void one_who_leaves_is_gone_and_the_others_go_on() throws IOException {
        try (Client ada = client("Ada", "Ada");
                Client bob = client("Bob", "Ada, Bob");
                Client cy = client("Cy", "Ada, Bob, Cy")) {
            ada.reads("Bob is here.");
            ada.reads("Cy is here.");
            bob.close();
            ada.reads("Bob has left.");
            cy.reads("Bob has left.");
            ada.says("still there?");
            cy.reads("Ada: still there?");
            client("Bob", "Ada, Cy, Bob").close(); // the name is free again
            cy.reads("Bob is here.");
        }
    }

    @Test
    void one_whose_connection_breaks_is_gone_and_the_others_go_on() throws IOException {
        try (Client ada = client("Ada", "Ada");
                Client bob = client("Bob", "Ada, Bob")) {
            ada.reads("Bob is here.");
            bob.breaksDown();
            ada.reads("Bob has left.");
            client("Cy", "Ada, Cy").close();
            ada.reads("Cy is here.");
        }
        loop.close(); // the failure is logged after the others are told
        assertThat(log.text()).containsPattern("client /127.0.0.1:\\d+: java.*reset");
    }

    @Test
    void a_name_that_is_taken_is_refused() throws IOException {
        try (Client ada = client("Ada", "Ada");
                Client other = new Client()) {
            other.says("Ada");
            other.reads("There is a Ada here already.");
            other.isThrownOut();
            client("Bob", "Ada, Bob").close();
            ada.reads("Bob is here.");
        }
    }

    @Test
    void one_who_does_not_read_is_thrown_out_and_holds_up_nobody() throws IOException {
        try (Client ada = client("Ada", "Ada");
                Client idle = client("Idle", "Ada, Idle")) {
            ada.reads("Idle is here.");
            String line = "x".repeat(4000);
            while (!ada.in.ready()) {
                ada.says(line);
            }
            ada.reads("Idle has left.");
            idle.socket.shutdownOutput();
        }
    }

    @Test
    void one_who_sends_a_line_without_an_end_is_thrown_out() throws IOException {
        try (Client ada = client("Ada", "Ada");
                Client bob = client("Bob", "Ada, Bob")) {
            ada.reads("Bob is here.");
            bob.says("x".repeat(10_000));
            ada.reads("Bob has left.");
            bob.isThrownOut();
        }
        loop.close(); // the failure is logged after the others are told
        assertThat(log.text()).contains("java.io.IOException: a line is too long");
    }

    @Test
    void when_the_server_is_stopped_all_connections_are_closed_and_all_tasks_end() throws Exception {
        try (Client ada = client("Ada", "Ada");
                Client nameless = new Client()) {
            loop.stop("maintenance").toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(serving.outcome()).isEqualTo(new Outcome.Cancelled<Void>("maintenance"));
            ada.isThrownOut();
            nameless.isThrownOut();
        }
        assertThat(log.text()).isEqualTo("Ada is here.\nAda has left.\n");
    }
}
