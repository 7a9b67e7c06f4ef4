package dev.pausa.evidence.checks;

import dev.pausa.durable.Durable;
import dev.pausa.evidence.bodies.Payments;
import dev.pausa.evidence.cluster.Cluster;
import dev.pausa.evidence.cluster.Cluster.Kind;
import dev.pausa.evidence.cluster.Jvm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Sends each signal three times, all in a random order and from several threads, while workers are killed. */
public final class Signals implements Check {
    private static final int TIMES = 3;
    private static final int THREADS = 4;

    /** One sending of a signal. */
    private record Sending(String id, int value) {}

    @Override
    public String name() {
        return "signal";
    }

    @Override
    public String run(Scene scene) throws Exception {
        int count = scene.sizes().instances() / 5;
        try (Cluster cluster = scene.cluster("signals")) {
            List<Jvm> workers = cluster.start(Kind.USUAL, 2);
            List<String> ids = Scene.ids("payment", 0, count);
            Scene.start(cluster, "collect", ids);
            List<Sending> all = sendings(ids);
            Collections.shuffle(all, scene.random());
            Future<?> sent = send(cluster.client(), all);
            for (int i = 0; i < 2; i++) {
                TimeUnit.SECONDS.sleep(1);
                cluster.kill(workers.get(i));
                cluster.start(Kind.USUAL, 1);
            }
            sent.get();
            cluster.books().await("payments that are complete", Scene.DONE, count, Scene.STUCK);
            check(cluster, count);
            return all.size() + " signals to " + count + " instances, each value " + TIMES + " times, in a random order"
                    + " from " + THREADS + " threads, 2 workers killed meanwhile: all " + count * Payments.COUNT
                    + " values received once";
        }
    }

    private static List<Sending> sendings(List<String> ids) {
        List<Sending> all = new ArrayList<>();
        for (String id : ids) {
            for (int value = 1; value <= Payments.COUNT; value++) {
                all.addAll(Collections.nCopies(TIMES, new Sending(id, value)));
            }
        }
        return all;
    }

    private static Future<?> send(Durable client, List<Sending> all) {
        ExecutorService one = Executors.newSingleThreadExecutor();
        Future<?> done = one.submit(() -> sendFromSeveralThreads(client, all));
        one.shutdown();
        return done;
    }

    private static Void sendFromSeveralThreads(Durable client, List<Sending> all) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> parts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                List<Sending> part = all.subList(i * all.size() / THREADS, (i + 1) * all.size() / THREADS);
                parts.add(threads.submit(() -> part.forEach(each -> send(client, each))));
            }
            for (Future<?> part : parts) {
                part.get();
            }
            return null;
        } finally {
            threads.shutdown();
        }
    }

    private static void send(Durable client, Sending sending) {
        client.signal(sending.id, "pay", "payment " + sending.value, sending.value);
    }

    private static void check(Cluster cluster, int count) throws Exception {
        cluster.books()
                .none(
                        "payments that were booked not once",
                        "select i.id, v.value, count(e.instance) from pausa_instance i"
                                + " cross join generate_series(1, " + Payments.COUNT + ") v(value)"
                                + " left join effect e on e.instance = i.id and e.step = 'pay' || v.value"
                                + " group by i.id, v.value having count(e.instance) <> 1",
                        count);
    }
}
