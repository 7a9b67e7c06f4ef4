package dev.pausa.reactor;

import dev.pausa.async.Loop;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Loops on a scheduler of Reactor's, each on one of its workers, given out in turn: the tasks of one loop run on one
 * thread of it, those of different loops in parallel.
 */
public final class ReactorLoops implements AutoCloseable {
    private record Place(Scheduler.Worker worker, Loop loop) {
        static Place on(Scheduler scheduler) {
            Scheduler.Worker worker = scheduler.createWorker();
            return new Place(worker, Loop.on(worker::schedule));
        }
    }

    private final List<Place> places;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * Makes loops.
     *
     * @param scheduler what they run on
     * @param count how many; at least 1
     * @throws NullPointerException if {@code scheduler} is null
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    public ReactorLoops(Scheduler scheduler, int count) {
        Objects.requireNonNull(scheduler, "scheduler");
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1: " + count);
        }
        places = IntStream.range(0, count).mapToObj(i -> Place.on(scheduler)).toList();
    }

    /**
     * Makes as many loops as {@link Schedulers#parallel()} has threads, on these.
     *
     * @return new loops
     */
    public static ReactorLoops parallel() {
        return new ReactorLoops(Schedulers.parallel(), Schedulers.DEFAULT_POOL_SIZE);
    }

    /**
     * Returns the next loop.
     *
     * @return a loop
     */
    public Loop next() {
        return places.get(Math.floorMod(turn.getAndIncrement(), places.size())).loop();
    }

    /** Stops the loops, waits until their tasks have ended, as {@link Loop#close} does, and gives the workers back. */
    @Override
    public void close() {
        places.forEach(place -> place.loop().stop("the application is closed"));
        places.forEach(place -> place.loop().close());
        places.forEach(place -> place.worker().dispose());
    }
}
