package dev.pausa.evidence.checks;

import dev.pausa.durable.Durable;
import dev.pausa.evidence.cluster.Cluster;
import dev.pausa.evidence.cluster.Cluster.Kind;
import dev.pausa.evidence.cluster.Failed;
import dev.pausa.evidence.cluster.Jvm;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/** Deploys versions of a body's code while instances wait in it. */
public final class Versions implements Check {
    private static final Path SOURCES = Path.of(System.getProperty("evidence.home", "."), "versions");

    @Override
    public String name() {
        return "version";
    }

    @Override
    public String run(Scene scene) throws Exception {
        int count = scene.sizes().waiting();
        try (Cluster cluster = scene.cluster("versions")) {
            Deploys deploys = new Deploys(scene, cluster, Scene.ids("claim", 0, count));
            deploys.begin();
            deploys.goOn("compatible", 0);
            deploys.goOn("migrated", 1);
            deploys.parkAndGoOn(2);
            deploys.goOnBesideIncompatible(3);
            check(cluster, count);
            return count + " instances waited in the first version. " + deploys.seen + "; each paid once";
        }
    }

    private static void check(Cluster cluster, int count) throws Exception {
        cluster.books()
                .none(
                        "claims that were paid not once",
                        "select i.id, count(e.instance), string_agg(e.step, ' ') from pausa_instance i"
                                + " left join effect e on e.instance = i.id"
                                + " and e.step in ('first', 'compatible', 'migrated', 'incompatible')"
                                + " where i.body = 'claim' group by i.id having count(e.instance) <> 1",
                        count + Deploys.OTHERS);
    }

    /** The deploys, one after the other, each for a quarter of the instances. */
    private static final class Deploys {
        static final int OTHERS = 20;

        private final Scene scene;
        private final Cluster cluster;
        private final List<String> ids;
        private final StringBuilder seen = new StringBuilder();

        Deploys(Scene scene, Cluster cluster, List<String> ids) {
            this.scene = scene;
            this.cluster = cluster;
            this.ids = ids;
        }

        private Jvm deploy(String version) throws Exception {
            Path classes = compile(version, scene.folder());
            Jvm worker = cluster.start(new Kind(Kind.USUAL.options(), List.of(classes), Map.of()), 1)
                    .get(0);
            scene.log().accept(version + " version deployed as " + worker.name());
            return worker;
        }

        private List<String> quarter(int number) {
            return ids.subList(number * ids.size() / 4, (number + 1) * ids.size() / 4);
        }

        private void signal(int quarter) {
            quarter(quarter).forEach(id -> cluster.client().signal(id, "go", "go", 1));
        }

        private void awaitPaid(String version, long count) throws Exception {
            cluster.books()
                    .await(
                            "claims paid by the " + version + " version",
                            "select count(*) from effect where step = '" + version + "'",
                            count,
                            Scene.STUCK);
        }

        void begin() throws Exception {
            Jvm worker = deploy("first");
            URL[] first = {compile("first", scene.folder()).toUri().toURL()};
            try (URLClassLoader classes = new URLClassLoader(first, Versions.class.getClassLoader());
                    Durable client = cluster.client(classes)) {
                cluster.start(client, "claim", ids);
            }
            cluster.books()
                    .await(
                            "claims that wait",
                            "select count(*) from pausa_instance where kind = 'RECEIVE'",
                            ids.size(),
                            Scene.STUCK);
            cluster.end(worker);
        }

        void goOn(String version, int quarter) throws Exception {
            Jvm worker = deploy(version);
            signal(quarter);
            awaitPaid(version, quarter(quarter).size());
            cluster.end(worker);
            seen.append(version).append(": ").append(quarter(quarter).size()).append(" went on; ");
        }

        /** Nothing goes on where it cannot, other bodies do; and when a version comes that can, all goes on. */
        void parkAndGoOn(int quarter) throws Exception {
            Jvm worker = deploy("incompatible");
            signal(quarter);
            Scene.start(cluster, "order", Scene.ids("order", 0, OTHERS));
            cluster.books()
                    .await(
                            "orders beside claims that cannot go on",
                            "select count(*) from pausa_instance where body = 'order' and state = 'DONE'",
                            OTHERS,
                            Scene.STUCK);
            TimeUnit.SECONDS.sleep(5);
            long paid = cluster.books().count("select count(*) from effect where step = 'incompatible'");
            if (paid != 0) {
                throw new Failed(paid + " claims went on in a version that is incompatible");
            }
            seen.append("incompatible: none of ")
                    .append(quarter(quarter).size())
                    .append(" went on, and ")
                    .append(OTHERS)
                    .append(" other bodies did; ");
            Jvm next = deploy("migrated");
            awaitPaid("migrated", quarter(1).size() + quarter(quarter).size());
            seen.append("with the migrated version beside it, all of them did; ");
            cluster.end(next);
            cluster.end(worker);
        }

        void goOnBesideIncompatible(int quarter) throws Exception {
            Jvm incompatible = deploy("incompatible");
            Jvm first = deploy("first");
            signal(quarter);
            awaitPaid("first", quarter(quarter).size());
            seen.append("first and incompatible side by side: all ")
                    .append(quarter(quarter).size())
                    .append(" went on in the first");
            cluster.books().await("instances that have ended", Scene.DONE, ids.size() + OTHERS, Duration.ofSeconds(60));
            cluster.end(incompatible);
            cluster.end(first);
        }
    }

    private static Path compile(String version, Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes-" + version));
        Path source = SOURCES.resolve(version).resolve("claims/Claims.java");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-g",
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        if (status != 0) {
            throw new IOException(source + " does not compile");
        }
        return classes;
    }
}
