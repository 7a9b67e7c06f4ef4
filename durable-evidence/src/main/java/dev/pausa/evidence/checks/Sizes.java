package dev.pausa.evidence.checks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much is done.
 *
 * @param kills how often a worker is killed
 * @param instances of the checks that kill, stop and restart
 * @param waiting instances while versions are deployed
 * @param parked instances in a small heap
 * @param rounds of stops and restarts
 * @param rated instances whose steps are timed
 * @param walks how many steps instances make before they are woken
 */
public record Sizes(int kills, int instances, int waiting, int parked, int rounds, int rated, List<Integer> walks) {
    /** What the figures in the documentation are of. */
    public static final Sizes FULL = new Sizes(200, 10_000, 10_000, 100_000, 6, 2_000, List.of(10, 100, 1_000, 10_000));

    /** Enough to see that it works. */
    public static final Sizes QUICK = new Sizes(4, 100, 60, 500, 2, 100, List.of(10, 100));

    /**
     * Returns others, as an option says.
     *
     * @param option {@code --kills}, {@code --instances}, {@code --waiting}, {@code --parked} or
     *     {@code --rated}
     * @param number the number that it has
     * @return the sizes, or null if there is no such option
     */
    public @Nullable Sizes with(String option, int number) {
        return switch (option) {
            case "--kills" -> new Sizes(number, instances, waiting, parked, rounds, rated, walks);
            case "--instances" -> new Sizes(kills, number, waiting, parked, rounds, rated, walks);
            case "--waiting" -> new Sizes(kills, instances, number, parked, rounds, rated, walks);
            case "--parked" -> new Sizes(kills, instances, waiting, number, rounds, rated, walks);
            case "--rated" -> new Sizes(kills, instances, waiting, parked, rounds, number, walks);
            default -> null;
        };
    }
}
