package dev.pausa.evidence.checks;

import dev.pausa.evidence.cluster.Failed;

/** Does something to workers, and looks at what has become of the instances. */
public interface Check {
    /**
     * Returns its name.
     *
     * @return a word
     */
    String name();

    /**
     * Runs it.
     *
     * @param scene what it works with
     * @return what was seen, for a row of a table
     * @throws Failed if what is promised does not hold
     * @throws Exception if it could not be run
     */
    String run(Scene scene) throws Exception;
}
