package dev.pausa.durable.flink;

import dev.pausa.durable.Snapshots;
import java.io.Serializable;

/**
 * Registers a body, and what may be saved with it: {@code snapshots -> snapshots.host("fraud", Fraud.class)
 * .type("payment", Payment.class).register("fraud", 1, Fraud::fraud)}. It is sent to where the job runs, and runs there
 * once for each parallel instance; so resources are made where they are used.
 */
@FunctionalInterface
public interface Registration extends Serializable {
    /**
     * Registers all that there is.
     *
     * @param snapshots a builder with nothing registered
     * @return the same builder
     * @throws Exception if something cannot be made: the job fails
     */
    Snapshots.Builder register(Snapshots.Builder snapshots) throws Exception;
}
