package dev.pausa.reactor;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.scopeReturning;
import static dev.pausa.async.Async.sleep;
import static dev.pausa.reactor.ReactorAsync.CONTEXT;
import static dev.pausa.reactor.ReactorAsync.items;
import static dev.pausa.reactor.ReactorAsync.mono;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncIterable;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.async.Cancellation;
import dev.pausa.async.Loop;
import dev.pausa.async.Promise;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebFilter;

/** Controllers that return bodies, on a real server of Spring Boot, asked by a real client. */
class WebFluxTest {
    private static ConfigurableApplicationContext application;
    private static WebClient client;
    private static int port;

    private static final CompletableFuture<Void> WAITS = new CompletableFuture<>();
    private static final CompletableFuture<String> CANCELLED = new CompletableFuture<>();
    private static final CompletableFuture<Integer> CLOSED_AT = new CompletableFuture<>();

    @BeforeAll
    static void start() {
        SpringApplication spring = new SpringApplication(Application.class);
        application = spring.run("--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=ERROR");
        port = application.getEnvironment().getRequiredProperty("local.server.port", int.class);
        client = WebClient.create("http://localhost:" + port);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    /** What a user has. The adapters come by the auto-configuration. */
    @EnableAutoConfiguration
    @Import(Controller.class)
    static class Application {
        @Bean
        WebFilter user() {
            return (exchange, chain) -> chain.filter(exchange).contextWrite(context -> context.put("user", "ann"));
        }
    }

    record Order(String item, int price) {}

    @RestController
    static class Controller {
        @GetMapping("/price/{item}")
        Coroutine<Order> price(@PathVariable String item) {
            return coroutine(() -> {
                await(sleep(Duration.ofMillis(1)));
                return new Order(item, item.length());
            });
        }

        @GetMapping("/total")
        Awaitable<String> total() {
            return scopeReturning(scope -> {
                var tea = scope.start(price("tea"));
                var cake = scope.start(price("cake"));
                return "total " + (await(tea).price() + await(cake).price());
            });
        }

        @GetMapping("/created")
        Coroutine<ResponseEntity<String>> created() {
            return coroutine(() -> ResponseEntity.status(HttpStatus.CREATED).body("made"));
        }

        @GetMapping("/nothing")
        Coroutine<Void> nothing() {
            return coroutine(() -> await(sleep(Duration.ofMillis(1))));
        }

        @GetMapping("/missing")
        Coroutine<String> missing() {
            return coroutine(() -> {
                await(sleep(Duration.ofMillis(1)));
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            });
        }

        @GetMapping("/broken")
        Coroutine<String> broken() {
            return coroutine(() -> {
                throw new IllegalArgumentException("broken");
            });
        }

        @GetMapping(path = "/orders", produces = MediaType.APPLICATION_NDJSON_VALUE)
        AsyncIterable<Order> orders() {
            return counted(3);
        }

        @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        AsyncGenerator<Order, Void> events() {
            return counted(Integer.MAX_VALUE);
        }

        private static AsyncGenerator<Order, Void> counted(int count) {
            return asyncGenerator(g -> {
                int i = 0;
                try {
                    while (i < count) {
                        await(sleep(Duration.ofMillis(1)));
                        g.yield(new Order("item", i++));
                    }
                } finally {
                    if (count > 3) CLOSED_AT.complete(i);
                }
            });
        }

        @PostMapping("/sum")
        Coroutine<String> sum(@RequestBody AsyncIterable<Order> orders) {
            return coroutine(() -> {
                int[] sum = {0};
                await(orders.forEach(order -> sum[0] += order.price()));
                return "sum " + sum[0];
            });
        }

        @PostMapping("/echo")
        Coroutine<String> echo(@RequestBody Coroutine<String> text) {
            return coroutine(() -> await(text) + "!");
        }

        @GetMapping("/user")
        Coroutine<String> user() {
            return coroutine(() -> {
                await(sleep(Duration.ofMillis(1)));
                return CONTEXT.get().get("user");
            });
        }

        @GetMapping("/forever")
        Coroutine<String> forever() {
            return coroutine(() -> {
                try {
                    WAITS.complete(null);
                    return await(new Promise<String>());
                } catch (Cancellation cancelled) {
                    CANCELLED.complete(cancelled.why());
                    throw cancelled;
                }
            });
        }
    }

    private static String get(String path) throws Exception {
        return Loop.run(() -> await(mono(client.get().uri(path).retrieve().bodyToMono(String.class))));
    }

    @Test
    void a_coroutine_is_the_answer() throws Exception {
        assertThat(get("/price/tea")).isEqualTo("{\"item\":\"tea\",\"price\":3}");
        assertThat(get("/total")).isEqualTo("total 7");
        assertThat(get("/nothing")).isNull();
    }

    @Test
    void it_may_give_a_response_with_a_status() throws Exception {
        var response = Loop.run(
                () -> await(mono(client.get().uri("/created").retrieve().toEntity(String.class))));
        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(response.getBody()).isEqualTo("made");
    }

    @Test
    void its_failure_has_the_status_that_spring_gives_it() {
        assertThatThrownBy(() -> get("/missing")).isInstanceOf(WebClientResponseException.NotFound.class);
        assertThatThrownBy(() -> get("/broken")).isInstanceOf(WebClientResponseException.InternalServerError.class);
    }

    @Test
    void an_iteration_is_a_stream() throws Exception {
        List<Order> orders = Loop.run(() -> {
            List<Order> all = new ArrayList<>();
            var order = items(client.get().uri("/orders").retrieve().bodyToFlux(Order.class));
            while (await(order.advance())) {
                all.add(order.current());
            }
            return all;
        });
        assertThat(orders).containsExactly(new Order("item", 0), new Order("item", 1), new Order("item", 2));
    }

    @Test
    void it_is_closed_when_the_client_has_enough() throws Exception {
        Loop.run(() -> {
            var event = items(client.get().uri("/events").retrieve().bodyToFlux(Order.class));
            for (int i = 0; i < 3; i++) {
                await(event.advance());
                assertThat(event.current().price()).isEqualTo(i);
            }
            await(event.aclose());
        });
        assertThat(CLOSED_AT.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(3);
    }

    @Test
    void bodies_of_requests_come_as_coroutines_and_iterations() throws Exception {
        assertThat(Loop.run(() -> await(mono(client.post()
                        .uri("/sum")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(List.of(new Order("tea", 3), new Order("cake", 4)))
                        .retrieve()
                        .bodyToMono(String.class)))))
                .isEqualTo("sum 7");
        assertThat(Loop.run(() -> await(mono(
                        client.post().uri("/echo").bodyValue("text").retrieve().bodyToMono(String.class)))))
                .isEqualTo("text!");
    }

    @Test
    void a_body_sees_reactors_context() throws Exception {
        assertThat(get("/user")).isEqualTo("ann");
    }

    @Test
    void when_the_client_goes_the_body_is_cancelled() throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /forever HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            WAITS.get(30, TimeUnit.SECONDS);
        }
        assertThat(CANCELLED.get(30, TimeUnit.SECONDS)).isEqualTo("the subscription was cancelled");
    }

    @Test
    void the_loops_are_a_bean_of_the_application() {
        ReactorLoops loops = application.getBean(ReactorLoops.class);
        assertThat(loops.next()).isNotSameAs(loops.next());
    }
}
