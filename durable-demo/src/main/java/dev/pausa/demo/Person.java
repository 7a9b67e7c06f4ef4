package dev.pausa.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who approves: a person in front of the page, or this program in that person's place, by the same page. */
final class Person {
    private static final Pattern QUESTION = Pattern.compile("<h2>(.*?)</h2>");
    private static final Pattern NUMBER = Pattern.compile("name=\"number\" value=\"(\\d+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI page;
    private final boolean isPlayed;
    private final Consumer<String> out;

    Person(Settings settings, Consumer<String> out) {
        this.page = URI.create("http://localhost:" + settings.port() + "/");
        this.isPlayed = settings.approve();
        this.out = out;
    }

    void awaitQuestion(int seconds) throws IOException, InterruptedException {
        out.accept("the page " + page + " asks: " + await(QUESTION, seconds));
    }

    /** Answers by the page's form; or waits, as long as it takes, until a person has. */
    void answer(int seconds) throws IOException, InterruptedException {
        if (!isPlayed) {
            out.accept("open " + page + " and approve; until then nothing happens");
            return;
        }
        String form = "number=" + await(NUMBER, seconds) + "&by=Ada&answer=approved";
        HttpRequest request = HttpRequest.newBuilder(page.resolve("/answer"))
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 303) {
            throw new IOException("the page has answered the form with " + status);
        }
        out.accept("approved on the page, by Ada");
    }

    private String await(Pattern pattern, int seconds) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(5)).build();
        for (int i = 0; i < seconds * 10; i++) {
            HttpResponse<String> shown = http.send(request, BodyHandlers.ofString());
            Matcher matcher = pattern.matcher(shown.body());
            if (matcher.find()) {
                return matcher.group(1);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException("the page " + page + " has shown no " + pattern + " for " + seconds + " s");
    }
}
