package dev.pausa.demo.agent;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;

/** Calls the model and the tools over HTTP. The system property {@code office} says where they are. */
final class Office {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Office() {}

    static Agent.Action next(List<Agent.Message> talk) throws IOException, InterruptedException {
        Agent.Action next = JSON.readValue(post("/model", Map.of("talk", talk), "none"), Agent.Action.class);
        System.out.println("the model wants: " + (next.kind() + " " + next.name()).strip() + " '" + next.text() + "'");
        return next;
    }

    static String call(String tool, String input, String key) throws IOException, InterruptedException {
        System.out.println("calls " + tool + " '" + input + "' with key " + key);
        return JSON.readValue(post("/tools/" + tool, Map.of("input", input), key), String.class);
    }

    private static String post(String path, Object body, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(System.getProperty("office") + path))
                .header("Idempotency-Key", key)
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
