package dev.pausa.evidence.bodies;

import dev.pausa.durable.Durable;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import javax.sql.DataSource;

/** Registers the bodies, for workers and for those who start instances. */
public final class Bodies {
    private static final Duration HEARTBEAT = Duration.ofMillis(500);

    /** After so long without a word a worker is taken for dead. */
    public static final Duration LEASE = HEARTBEAT.multipliedBy(6);

    /** The class of what is compiled in several versions. */
    private static final String CLAIMS = "claims.Claims";

    private Bodies() {}

    /**
     * Prepares an engine with all bodies.
     *
     * @param database where the instances are
     * @param versions where the class is that is compiled in several versions, if it is there
     * @return a builder
     */
    public static Durable.Builder open(DataSource database, ClassLoader versions) {
        Durable.Builder builder = Durable.open(database)
                .heartbeat(HEARTBEAT)
                .host("orders", Orders.class)
                .host("payments", Payments.class)
                .host("waits", Waits.class)
                .type("walk", Waits.Walk.class)
                .register("order", 1, Orders::order)
                .register("collect", 1, Payments::collect)
                .register("nap", 1, Waits::nap)
                .register("park", 1, Waits::park)
                .register("five", 1, Waits::five)
                .register("walk", 1, Waits::walk);
        return withClaims(builder, versions);
    }

    private static Durable.Builder withClaims(Durable.Builder builder, ClassLoader versions) {
        try {
            Class<?> claims = Class.forName(CLAIMS, true, versions);
            return (Durable.Builder)
                    claims.getMethod("register", Durable.Builder.class).invoke(null, builder);
        } catch (ClassNotFoundException none) {
            return builder;
        } catch (InvocationTargetException | NoSuchMethodException | IllegalAccessException wrong) {
            throw new IllegalStateException(CLAIMS + " cannot be registered", wrong);
        }
    }
}
