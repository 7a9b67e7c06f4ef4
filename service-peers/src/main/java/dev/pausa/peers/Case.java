package dev.pausa.peers;

import dev.pausa.peers.load.Wanted;
import java.util.List;

/** So many connections that want one thing. */
record Case(Wanted wanted, int connections) {
    static final List<Case> ALL = List.of(
            new Case(Wanted.PAGE, 1),
            new Case(Wanted.PAGE, 20),
            new Case(Wanted.PAGE, 500),
            new Case(Wanted.CHECKOUT, 100));

    String title() {
        String what = wanted == Wanted.PAGE ? "The page of 20 queries" : "The checkout";
        return what + ", " + connections + (connections == 1 ? " connection" : " connections");
    }
}
