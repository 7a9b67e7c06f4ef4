package dev.pausa.testing;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run that has ended.
 *
 * @param seed what it followed from
 * @param failure what came out of it; null if nothing did
 * @param decisions what ran, in order
 * @param events what happened
 */
record Trial(Seed seed, @Nullable Throwable failure, List<Decision> decisions, List<Event> events) {

    /** Does a run in some order. */
    static Trial of(TestLoopSetup setup, Seed seed, Order order, RunBody body) throws InterruptedException {
        TestLoop loop = new TestLoop(setup, seed, order);
        Throwable failure = null;
        try {
            body.run(loop);
            if (!loop.isDriven()) {
                throw new IllegalStateException(
                        "the test did not drive its loop, so nothing was tried: call loop.drive(() -> { ... })");
            }
        } catch (DivergenceError | InterruptedException | VirtualMachineError notOfTheOrder) {
            throw notOfTheOrder;
        } catch (Throwable thrown) {
            failure = thrown;
        }
        return new Trial(seed, failure, loop.decisions(), loop.events());
    }

    /** Does a run in the order of its seed, and once more if the settings say so. */
    static Trial checked(TestLoopSetup setup, Seed seed, RunBody body) throws InterruptedException {
        Trial first = of(setup, seed, seed.order(), body);
        if (setup.isTwice()) {
            first.requireSame(of(setup, seed, seed.order(), body));
        }
        return first;
    }

    private void requireSame(Trial second) {
        long hash = Event.hash(events);
        long other = Event.hash(second.events);
        if (hash == other && Objects.equals(kind(failure), kind(second.failure))) {
            return;
        }
        int at = 0;
        while (at < Math.min(events.size(), second.events.size())
                && events.get(at).equals(second.events.get(at))) {
            at++;
        }
        throw new DivergenceError("two runs with the seed " + seed + " differ (event hashes " + Long.toHexString(hash)
                + " and "
                + Long.toHexString(other) + "), at event " + at + ": first '" + end(at) + "', then '" + second.end(at)
                + "'" + (at == 0 ? "" : ", after '" + events.get(at - 1) + "'") + ". " + DivergenceError.CAUSES);
    }

    private String end(int at) {
        return at < events.size() ? events.get(at).toString() : "end of the run, with " + kind(failure);
    }

    private static String kind(@Nullable Throwable failure) {
        return failure == null ? "no failure" : failure.getClass().getName();
    }

    /** Returns whether it failed as another one did: with an exception of the same class. */
    boolean failsAs(Throwable other) {
        return failure != null && failure.getClass() == other.getClass();
    }

    /** Returns how often there was a choice. */
    int choices() {
        return (int) decisions.stream().filter(decision -> decision.of() > 1).count();
    }

    void throwFailure() throws Exception {
        if (failure instanceof Exception exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw new UndeclaredThrowableException(failure);
        }
    }
}
