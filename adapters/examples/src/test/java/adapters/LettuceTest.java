package adapters;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.async.Channel;
import dev.pausa.async.Loop;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

/** Lettuce, whose commands return stages, and whose subscriptions call back, against a Redis. */
class LettuceTest {
    private static RedisServer server;
    private static RedisClient client;

    static Coroutine<String> cached(
            RedisAsyncCommands<String, String> redis, String key, Function<String, Awaitable<String>> load) {
        return coroutine(() -> {
            String known = await(redis.get(key));
            if (known != null) return known;
            String loaded = await(load.apply(key));
            await(redis.set(key, loaded, SetArgs.Builder.ex(60)));
            return loaded;
        });
    }

    static Channel<String> messages(StatefulRedisPubSubConnection<String, String> connection) {
        Channel<String> messages = Channel.unbounded();
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String topic, String message) {
                messages.trySend(message); // any thread may send
            }
        });
        return messages;
    }

    @BeforeAll
    static void start() throws IOException {
        int port = freePort();
        server = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        server.start();
        client = RedisClient.create("redis://127.0.0.1:" + port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    @AfterAll
    static void stop() throws IOException {
        client.shutdown();
        server.stop();
    }

    @Test
    void what_was_loaded_once_is_not_loaded_again() throws Exception {
        List<String> loaded = new ArrayList<>();
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            RedisAsyncCommands<String, String> redis = connection.async();
            Function<String, Awaitable<String>> load = key -> coroutine(() -> {
                loaded.add(key);
                return "value of " + key;
            });
            String twice = Loop.run(() -> await(cached(redis, "a", load)) + ", " + await(cached(redis, "a", load)));
            assertThat(twice).isEqualTo("value of a, value of a");
        }
        assertThat(loaded).containsExactly("a");
    }

    @Test
    void commands_of_many_tasks_go_through_one_connection() throws Exception {
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            RedisAsyncCommands<String, String> redis = connection.async();
            List<Coroutine<Long>> counting = IntStream.range(0, 100)
                    .mapToObj(i -> LettuceTest.incremented(redis))
                    .toList();
            assertThat(Loop.run(() -> await(all(counting))))
                    .doesNotHaveDuplicates()
                    .hasSize(100);
        }
    }

    private static Coroutine<Long> incremented(RedisAsyncCommands<String, String> redis) {
        return coroutine(() -> await(redis.incr("counter")));
    }

    @Test
    void messages_arrive_in_a_channel() throws Exception {
        try (var listening = client.connectPubSub();
                var speaking = client.connect()) {
            Channel<String> messages = messages(listening);
            String heard = Loop.run(() -> {
                await(listening.async().subscribe("news"));
                await(speaking.async().publish("news", "one"));
                await(speaking.async().publish("news", "two"));
                return await(messages.receive()) + ", " + await(messages.receive());
            });
            assertThat(heard).isEqualTo("one, two");
        }
    }

    @Test
    void a_failure_comes_out_of_the_await() {
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            RedisAsyncCommands<String, String> redis = connection.async();
            assertThatThrownBy(() -> Loop.run(() -> {
                        await(redis.set("text", "no number"));
                        return await(redis.incr("text"));
                    }))
                    .isInstanceOf(RedisCommandExecutionException.class)
                    .hasMessageContaining("not an integer");
        }
    }
}
