package dev.pausa.service;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A Chromium without a window, driven through its debugging protocol. */
final class Browser implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
    private final Process process;
    private final WebSocket socket;
    private int calls;

    Browser(Path profile, String page) throws Exception {
        process = new ProcessBuilder(List.of(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--window-size=1280,760",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        page))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        ServiceFixture.eventually("it listens", () -> hasLines(port));
        socket = connect("http://localhost:" + Files.readAllLines(port).get(0) + "/json/list", page);
    }

    private static boolean hasLines(Path file) {
        try {
            return Files.exists(file) && Files.readAllLines(file).size() >= 2;
        } catch (java.io.IOException notYet) {
            return false;
        }
    }

    private WebSocket connect(String list, String page) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(list)).build();
        JsonArray targets =
                new JsonArray(client.send(request, BodyHandlers.ofString()).body());
        String url = targets.stream()
                .map(JsonObject.class::cast)
                .filter(target -> target.getString("url").startsWith(page))
                .map(target -> target.getString("webSocketDebuggerUrl"))
                .findFirst()
                .orElseThrow();
        return ServiceFixture.get(client.newWebSocketBuilder().buildAsync(URI.create(url), new Listener()));
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                messages.add(new JsonObject(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private JsonObject call(String method, JsonObject parameters) throws Exception {
        int id = ++calls;
        JsonObject call = new JsonObject().put("id", id).put("method", method).put("params", parameters);
        ServiceFixture.get(socket.sendText(call.encode(), true));
        while (true) {
            JsonObject message = messages.poll(ServiceFixture.LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no answer to " + call);
            }
            if (Integer.valueOf(id).equals(message.getInteger("id"))) {
                return message.getJsonObject("result");
            }
        }
    }

    /** Returns the text that the page shows. */
    String text() throws Exception {
        JsonObject script = new JsonObject().put("expression", "String(document.body && document.body.innerText)");
        return call("Runtime.evaluate", script).getJsonObject("result").getString("value");
    }

    byte[] screenshot() throws Exception {
        JsonObject image = call("Page.captureScreenshot", new JsonObject().put("format", "png"));
        return Base64.getDecoder().decode(image.getString("data"));
    }

    @Override
    public void close() throws Exception {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }
}
