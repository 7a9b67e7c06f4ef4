package dev.pausa.demo.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pausa.demo.agent.Approvals.Approval;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The web page where a person sees what is asked, and answers. */
final class Page implements AutoCloseable {
    private static final String FORM = """
        <form method="post" action="/answer"><input type="hidden" name="number" value="%d">
        <label>Your name <input name="by" required value="Ada"></label>
        <button name="answer" value="approved">Approve</button>
        <button name="answer" value="refused">Refuse</button></form>
        """;

    private final String head;
    private final DataSource database;
    private final Answers answers;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    /** Takes an answer: gives it to who has asked, in the transaction of the connection. */
    interface Answers {
        void give(Connection database, Approval asked, boolean isApproved, String by) throws SQLException;
    }

    Page(int port, String process, DataSource database, Answers answers) throws IOException {
        this.database = database;
        this.answers = answers;
        head = resource("page.html").replace("{process}", escape(process));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, this::show));
        server.createContext("/answer", exchange -> handle(exchange, this::take));
        server.start();
    }

    private static String resource(String name) throws IOException {
        try (var in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("there is no " + name + " beside " + Page.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private interface Handling {
        void handle(HttpExchange exchange, Connection database) throws IOException, SQLException;
    }

    private void handle(HttpExchange exchange, Handling handling) throws IOException {
        try (exchange;
                Connection connection = database.getConnection()) {
            handling.handle(exchange, connection);
        } catch (SQLException e) {
            throw new IOException("the database does not answer", e);
        }
    }

    private void show(HttpExchange exchange, Connection connection) throws IOException, SQLException {
        String rows = Approvals.all(connection).stream().map(Page::row).collect(Collectors.joining());
        byte[] page = head.replace("{rows}", rows.isEmpty() ? "<p>Nothing is asked.</p>" : rows)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
    }

    private static String row(Approval asked) {
        String state = asked.answer().isEmpty()
                ? FORM.formatted(asked.number())
                : "<p class=\"answer\">" + escape(asked.answer()) + "</p>";
        return "<section><h2>" + escape(asked.question()) + "</h2><p>asked by " + escape(asked.instance()) + "</p>"
                + state + "</section>";
    }

    private void take(HttpExchange exchange, Connection connection) throws IOException, SQLException {
        String body = new String(exchange.getRequestBody().readNBytes(2_000), StandardCharsets.UTF_8);
        Map<String, String> form = form(body);
        connection.setAutoCommit(false);
        for (Approval asked : Approvals.all(connection)) {
            if (Integer.toString(asked.number()).equals(form.get("number"))) {
                answer(connection, asked, form);
            }
        }
        connection.commit();
        exchange.getResponseHeaders().set("Location", "/");
        exchange.sendResponseHeaders(303, -1);
    }

    private void answer(Connection connection, Approval asked, Map<String, String> form) throws SQLException {
        String by = form.getOrDefault("by", "somebody");
        String answer = form.getOrDefault("answer", "refused");
        if (Approvals.answer(connection, asked.number(), answer + " by " + by)) {
            answers.give(connection, asked, answer.equals("approved"), by);
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String field : List.of(body.split("&"))) {
            String[] parts = field.split("=", 2);
            form.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
