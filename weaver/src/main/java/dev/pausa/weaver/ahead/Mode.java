package dev.pausa.weaver.ahead;

/** What weaving ahead of time does to the classes that have bodies. */
public enum Mode {
    /** They stay as they were compiled; frame classes and an index are put beside them. */
    ADD,
    /**
     * They are rewritten: where a lambda was made, an object of a body class is. Frame and body classes are of their
     * nest. A class for a Java older than 11, which has no nests, is only added to.
     */
    REWRITE
}
