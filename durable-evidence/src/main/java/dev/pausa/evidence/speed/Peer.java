package dev.pausa.evidence.speed;

import dev.pausa.evidence.cluster.Cluster;
import java.util.List;

/** A way to have steps done durably, in a database of its own. */
interface Peer {
    String label();

    /** The program of a worker: its arguments are the URL of the database and how many threads work. */
    Class<?> worker();

    /** Has instances of five steps wait for workers. */
    void enqueue(Cluster cluster, List<String> ids) throws Exception;
}
