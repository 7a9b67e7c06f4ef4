import static dev.pausa.Coroutine.*;
import static dev.pausa.async.Async.*;

import dev.pausa.*;
import dev.pausa.async.*;
import java.io.IOException;
import java.net.URI;
import java.net.http.*;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

class Lengths {
    static final HttpClient HTTP = HttpClient.newHttpClient();

    static Coroutine<String> length(String url) {
        return coroutine(() -> {
            var answer = HTTP.sendAsync(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
            try {
                var page = await(timeout(Duration.ofSeconds(5), stage(answer)));
                return url + " has " + page.body().length() + " characters";
            } catch (IOException | TimeoutException trouble) {
                return url + " cannot be read: " + trouble;
            }
        });
    }

    public static void main(String[] urls) throws Exception {
        var lengths = Stream.of(urls).map(Lengths::length).toList();
        Loop.run(() -> await(all(4, lengths))).forEach(System.out::println); // four at a time
    }
}
