package dev.pausa.evidence.speed;

import dev.pausa.evidence.cluster.Cluster;

/** A peer whose instances make many steps, and then wait for a signal. */
interface Walker extends Peer {
    void enqueueWalk(Cluster cluster, String id, int steps) throws Exception;

    void signal(Cluster cluster, String id) throws Exception;

    /** A query: how many wait. */
    String waiting();
}
