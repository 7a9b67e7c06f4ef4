package adapters;

import static adapters.GrpcAsync.answer;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.async.Loop;
import dev.pausa.async.Task;
import dev.pausa.async.TaskCancelledException;
import dev.pausa.diagnostics.CoroutineDump;
import dev.pausa.diagnostics.Diagnostics;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.health.v1.HealthGrpc.HealthFutureStub;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The adapter to gRPC, against a server of its own on HTTP/2. */
class GrpcTest {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private Server server;
    private ManagedChannel channel;
    private HealthFutureStub health;

    static Coroutine<Boolean> isServing(HealthFutureStub health, String service) {
        return coroutine(() -> {
            var request = HealthCheckRequest.newBuilder().setService(service).build();
            var answer = await(timeout(Duration.ofSeconds(5), answer("health of " + service, health.check(request))));
            return answer.getStatus() == ServingStatus.SERVING;
        });
    }

    /** Knows of one service, and never answers what is asked about another. */
    private final class Health extends HealthGrpc.HealthImplBase {
        @Override
        public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
            switch (request.getService()) {
                case "orders" -> {
                    answer.onNext(HealthCheckResponse.newBuilder()
                            .setStatus(ServingStatus.SERVING)
                            .build());
                    answer.onCompleted();
                }
                case "slow" -> {
                    ((ServerCallStreamObserver<?>) answer).setOnCancelHandler(cancelled::countDown);
                    asked.countDown();
                }
                default -> answer.onError(Status.NOT_FOUND.asException());
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = NettyServerBuilder.forAddress(anyPort)
                .addService(new Health())
                .build()
                .start();
        channel = NettyChannelBuilder.forAddress("localhost", server.getPort())
                .usePlaintext()
                .build();
        health = HealthGrpc.newFutureStub(channel);
    }

    @AfterEach
    void stop() throws InterruptedException {
        Diagnostics.setTracking(false);
        channel.shutdownNow().awaitTermination(30, TimeUnit.SECONDS);
        server.shutdownNow().awaitTermination(30, TimeUnit.SECONDS);
    }

    @Test
    void an_answer_is_what_the_await_gives() throws Exception {
        assertThat(Loop.run(() -> await(isServing(health, "orders")))).isTrue();
    }

    @Test
    void a_failure_comes_out_of_the_await_as_it_is() {
        assertThatThrownBy(() -> Loop.run(() -> await(isServing(health, "nothing"))))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage("NOT_FOUND");
    }

    @Test
    void a_cancel_reaches_the_server() throws Exception {
        Diagnostics.setTracking(true);
        try (Loop loop = Loop.onThread("calls")) {
            Task<Boolean> task = loop.start("caller", isServing(health, "slow"));
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(CoroutineDump.take().toString()).contains("waitsFor=health of slow");
            task.cancel("nobody wants to know any more");
            assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(task::join).isInstanceOf(TaskCancelledException.class);
        }
    }

    @Test
    void so_does_a_timeout() throws Exception {
        assertThatThrownBy(() -> Loop.run(() -> await(timeout(Duration.ofMillis(200), isServing(health, "slow")))))
                .isInstanceOf(TimeoutException.class);
        assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
