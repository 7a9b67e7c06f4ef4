package dev.pausa.evidence.checks;

import dev.pausa.evidence.cluster.Cluster;
import dev.pausa.evidence.cluster.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What a check works with.
 *
 * @param postgres where databases are made
 * @param folder for files and logs
 * @param random of the seed that was printed
 * @param sizes how much is done
 * @param log for people who wait
 */
public record Scene(Postgres postgres, Path folder, Random random, Sizes sizes, Consumer<String> log) {
    /** How long nothing may change before instances count as stuck: many times the lease of a worker. */
    static final Duration STUCK = Duration.ofSeconds(90);

    static final String DONE = "select count(*) from pausa_instance where state = 'DONE'";

    /**
     * Makes a cluster.
     *
     * @param name of its database
     * @return one without workers
     * @throws IOException if it has no place for its files
     * @throws SQLException if the database cannot be made
     */
    public Cluster cluster(String name) throws IOException, SQLException {
        return new Cluster(postgres, name, folder);
    }

    /**
     * Makes ids.
     *
     * @param prefix of each
     * @param from the first number
     * @param to the number after the last one
     * @return {@code prefix-from}, …
     */
    public static List<String> ids(String prefix, int from, int to) {
        List<String> ids = new ArrayList<>();
        for (int i = from; i < to; i++) {
            ids.add(prefix + "-" + i);
        }
        return ids;
    }

    static void start(Cluster cluster, String body, List<String> ids) throws SQLException {
        cluster.start(cluster.client(), body, ids);
    }
}
