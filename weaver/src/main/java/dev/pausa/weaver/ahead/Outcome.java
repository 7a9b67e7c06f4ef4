package dev.pausa.weaver.ahead;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What weaving ahead made of some classes, by internal names.
 *
 * @param written the class files that are new or not what they were
 * @param deleted the class files that were woven from what is no longer there
 * @param problems what cannot be woven, in words for people
 * @param remarks what was woven and will be slow, or needs the weaver all the same, in words for people
 * @param bodies how many bodies were woven, now or before
 */
public record Outcome(
        SortedMap<String, byte[]> written,
        SortedSet<String> deleted,
        List<Problem> problems,
        List<Problem> remarks,
        int bodies) {
    /**
     * A body that cannot be woven, and is left as it is, and refused when it is used; or one that will be slow.
     *
     * @param className the class that declares it
     * @param text what is wrong, where, and what to do
     */
    public record Problem(String className, String text) {}

    /** Returns whether all was woven before. */
    public boolean isUnchanged() {
        return written.isEmpty() && deleted.isEmpty();
    }
}
