package dev.pausa.reactor;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.all;
import static dev.pausa.async.Async.scopeReturning;
import static dev.pausa.async.Async.sleep;
import static dev.pausa.async.Async.timeout;
import static dev.pausa.reactor.ReactorAsync.CONTEXT;
import static dev.pausa.reactor.ReactorAsync.items;
import static dev.pausa.reactor.ReactorAsync.mono;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.async.Async;
import dev.pausa.async.Loop;
import dev.pausa.async.Task;
import dev.pausa.async.TaskLocal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** What docs/reactor.md shows is what is compiled and run, and what it names is there. */
class ReactorPageTest {
    @RestController
    static class Shop {
        private final WebClient partner;

        Shop(WebClient partner) {
            this.partner = partner;
        }

        @GetMapping("/total")
        Awaitable<String> total(@RequestParam List<String> item) {
            return scopeReturning(scope -> {
                List<Awaitable<Integer>> prices = new ArrayList<>();
                for (String each : item) {
                    prices.add(price(each));
                }
                int total = 0;
                for (int price : await(timeout(Duration.ofSeconds(5), all(4, prices)))) { // four at once
                    total += price;
                }
                return "total " + total;
            });
        }

        private Coroutine<Integer> price(String item) {
            return coroutine(() ->
                    await(mono(partner.get().uri("/price/" + item).retrieve().bodyToMono(Integer.class))));
        }

        @GetMapping(path = "/ticks", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        AsyncGenerator<Integer, Void> ticks() {
            return asyncGenerator(g -> {
                for (int i = 0; ; i++) {
                    g.yield(i); // goes on when the client has room for more
                    await(sleep(Duration.ofMillis(1)));
                }
            });
        }
    }

    static Coroutine<String> user() {
        return coroutine(() -> CONTEXT.get().getOrDefault("user", "nobody"));
    }

    static Awaitable<String> userAnn() {
        return CONTEXT.where(Context.of("user", "ann"), user());
    }

    @EnableAutoConfiguration
    @Import({Shop.class, Partner.class})
    static class Application {
        @Bean
        ReactorLoops oneLoop() {
            return new ReactorLoops(Schedulers.newSingle("requests"), 1);
        }

        @Bean
        @Lazy
        WebClient partner(Environment environment) {
            return WebClient.create("http://localhost:" + environment.getProperty("local.server.port"));
        }
    }

    @RestController
    static class Partner {
        @GetMapping("/price/{item}")
        int price(@PathVariable String item) {
            return item.length();
        }
    }

    @Test
    void the_shop_works() throws Exception {
        SpringApplication spring = new SpringApplication(Application.class);
        spring.setLazyInitialization(true);
        try (var application =
                spring.run("--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=ERROR")) {
            WebClient client = application.getBean(WebClient.class);
            assertThat(Loop.run(() -> await(mono(client.get()
                            .uri("/total?item=tea,cake,coffee,milk,bread")
                            .retrieve()
                            .bodyToMono(String.class)))))
                    .isEqualTo("total 22");
            Loop.run(() -> {
                var tick = items(client.get().uri("/ticks").retrieve().bodyToFlux(Integer.class));
                for (int i = 0; i < 3; i++) {
                    await(tick.advance());
                    assertThat(tick.current()).isEqualTo(i);
                }
                await(tick.aclose());
            });
            ReactorLoops loops = application.getBean(ReactorLoops.class);
            assertThat(loops.next()).as("the bean of the application").isSameAs(loops.next());
        }
    }

    @Test
    void the_context_is_set_for_a_while() throws Exception {
        assertThat(Loop.run(() -> await(userAnn()) + ", " + await(user()))).isEqualTo("ann, nobody");
    }

    static Stream<String> blocks() throws IOException {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(page())
                .results()
                .map(block -> block.group(1));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void each_block_stands_here(String block) throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/pausa/reactor/ReactorPageTest.java"));
        assertThat(List.of(source.replace("\n    ", "\n"), source.replace("\n        ", "\n")))
                .anyMatch(text -> text.contains(block));
    }

    @Test
    void what_the_tables_call_is_there() throws IOException {
        List<String> called = page().lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.substring(line.indexOf('|', 1)))
                .flatMap(row ->
                        Pattern.compile("`[^`]*?(\\w+)\\([^`]*`").matcher(row).results())
                .map(call -> call.group(1))
                .distinct()
                .toList();
        List<String> methods = Stream.of(
                        ReactorAsync.class,
                        Async.class,
                        Loop.class,
                        Task.class,
                        TaskLocal.class,
                        Coroutine.class,
                        AsyncGenerator.class)
                .flatMap(type -> Stream.of(type.getMethods()))
                .map(method -> method.getName())
                .toList();
        assertThat(called).hasSizeGreaterThan(12).isSubsetOf(methods);
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../../docs/reactor.md"));
    }
}
