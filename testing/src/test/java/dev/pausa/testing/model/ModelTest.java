package dev.pausa.testing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.Unraisable;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random programs of scopes, tasks, channels, promises, deadlines, shields and cancels do on the driver what they do on
 * the {@link Model}: at each choice the same tasks are ready, and each statement gives or throws the same at the same
 * time.
 *
 * <p>{@code -Dmodel.programs} programs from {@code -Dmodel.seed} on.
 */
class ModelTest {
    private static final int PROGRAMS = Integer.getInteger("model.programs", 300);
    private static final long SEED = Long.getLong("model.seed", 1);

    /** In how many random orders each program runs. */
    private static final int RUNS = 5;

    /** How many orders of a small program are tried at most. */
    private static final int ORDERS = 1000;

    private Consumer<? super Unraisable> before;

    /** Failures of root tasks and shields that do not suffice are reported: all of them are planned. */
    @BeforeEach
    void keepReports() {
        before = Diagnostics.unraisableHandler();
        Diagnostics.setUnraisableHandler(planned -> {});
    }

    @AfterEach
    void giveBackHandler() {
        Diagnostics.setUnraisableHandler(before);
    }

    @Test
    void random_programs_in_random_orders() {
        Set<Node.Kind> seen = EnumSet.noneOf(Node.Kind.class);
        for (long seed = SEED; seed < SEED + PROGRAMS; seed++) {
            List<Node> program = Programs.program(seed, false);
            collect(program, seen);
            String difference = Shrinker.difference(program, seed, RUNS);
            if (difference != null) {
                fail("seed " + seed + ": " + Shrinker.shrunk(program, difference));
            }
        }
        System.out.println("model: programs of the seeds " + SEED + " to " + (SEED + PROGRAMS - 1) + ", " + RUNS
                + " random orders each");
        assertThat(seen).containsExactlyInAnyOrder(Node.Kind.values());
    }

    private static void collect(List<Node> block, Set<Node.Kind> seen) {
        for (Node node : block) {
            seen.add(node.kind());
            node.bodies().forEach(body -> collect(body, seen));
        }
    }

    @Test
    void small_programs_in_all_orders() {
        int whole = 0;
        long runs = 0;
        int count = Math.max(1, PROGRAMS / 30);
        for (long seed = SEED; seed < SEED + count; seed++) {
            List<Node> program = Programs.program(seed, true);
            Orders orders = new Orders();
            int run = 0;
            boolean isMore = true;
            while (isMore && run++ < ORDERS) {
                String difference = Comparison.difference(program, orders);
                assertThat(difference).as("seed %s", seed).isNull();
                isMore = orders.next();
            }
            whole += isMore ? 0 : 1;
            runs += run;
        }
        System.out.println("model: small programs of the seeds " + SEED + " to " + (SEED + count - 1) + ": " + runs
                + " orders, of " + whole + " programs all");
        assertThat(whole).isPositive();
    }
}
