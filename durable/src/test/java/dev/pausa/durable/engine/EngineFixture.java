package dev.pausa.durable.engine;

import dev.pausa.durable.Durable;
import dev.pausa.durable.DurableTask;
import dev.pausa.durable.DurableTask.State;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** An engine in a namespace of its own, and what tests ask of it. */
abstract class EngineFixture {
    final String namespace = "engine " + UUID.randomUUID();

    Durable.Builder open(Databases database) {
        return Programs.open(database.source(), namespace);
    }

    static <R> R get(DurableTask<R> task) throws Exception {
        return task.result().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    static void until(DurableTask<?> task, State state) {
        Databases.until(task + " is " + state, () -> task.state() == state);
    }

    String column(Databases database, String column, String id) {
        return database.query("select " + column + " from pausa_instance where namespace = ? and id = ?", namespace, id)
                .get(0);
    }

    List<String> effects(Databases database, String name) {
        return database.query("select what from effect where name = ?", name);
    }
}
