package dev.pausa.maven;

import dev.pausa.weaver.ahead.Outcome;
import dev.pausa.weaver.ahead.Outcome.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * What was made of a folder, and what is said of it.
 *
 * @param folder the folder of class files
 * @param outcomes what its place gave
 */
record Woven(Path folder, SortedMap<String, Outcome> outcomes) {

    /** What cannot be woven, each in words for people. */
    List<String> problems() {
        return texts(Outcome::problems);
    }

    /** What is woven and will be slow, or needs the weaver all the same, each in words for people. */
    List<String> remarks() {
        return texts(Outcome::remarks);
    }

    private List<String> texts(Function<Outcome, List<Problem>> which) {
        return outcomes.values().stream()
                .map(which)
                .flatMap(Collection::stream)
                .map(Problem::text)
                .toList();
    }

    /** The names of the classes whose files are not yet what they are to be. */
    List<String> changes() {
        List<String> changes = new ArrayList<>();
        for (Outcome outcome : outcomes.values()) {
            changes.addAll(outcome.written().keySet());
            changes.addAll(outcome.deleted());
        }
        return changes.stream().map(name -> name.replace('/', '.')).toList();
    }

    /** How many bodies there are. */
    String bodies() {
        return number(outcomes.values().stream().mapToInt(Outcome::bodies).sum(), "body", "bodies");
    }

    static String number(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
