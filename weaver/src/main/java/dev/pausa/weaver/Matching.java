package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where something that was saved with one version of a body goes on in another one, if it does. With equal code all is
 * as it was. Otherwise nothing is guessed: what does not match by name has to be unmistakable in another way.
 */
public final class Matching {
    private Matching() {}

    /**
     * What was noted of a body and a point when a frame was saved.
     *
     * @param key the body's key
     * @param among how many bodies shared its numbers
     * @param hash the hash of its code
     * @param label the point's label
     * @param isUnique whether no other point had it
     * @param number the point's number
     * @param labels a hash of the labels of all points
     * @param values what was live
     */
    public record Saved(
            String key,
            int among,
            String hash,
            String label,
            boolean isUnique,
            int number,
            String labels,
            List<Live> values) {

        /**
         * Notes what there is to note.
         *
         * @param body the body
         * @param point one of its points
         * @return the notes
         */
        public static Saved of(BodyTable body, BodyTable.Point point) {
            List<Live> values = new ArrayList<>();
            point.values().forEach(value -> values.add(live(value)));
            return new Saved(
                    body.key(),
                    body.among(),
                    body.hash(),
                    point.label(),
                    body.isUnique(point.label()),
                    point.number(),
                    labelHash(body),
                    values);
        }
    }

    /**
     * A value that was saved.
     *
     * @param name the variable's name, or empty
     * @param isOperand whether it was an operand
     * @param descriptor its type
     */
    public record Live(String name, boolean isOperand, String descriptor) {}

    /**
     * The outcome.
     *
     * @param point where it goes on; null if it does not
     * @param from for each value of that point, the number of the saved value
     * @param why why it does not go on; empty if it does
     */
    public record Match(BodyTable.Point point, List<Integer> from, String why) {
        /**
         * Returns whether it goes on.
         *
         * @return whether there is a point
         */
        public boolean isFound() {
            return point != null;
        }
    }

    private static Live live(BodyTable.Value value) {
        return new Live(value.name(), value.isOperand(), value.descriptor());
    }

    private static String labelHash(BodyTable body) {
        return CodeHash.digest(String.join("\n", body.labels()));
    }

    private static Match no(String why) {
        return new Match(null, List.of(), why);
    }

    /**
     * Finds the body that was saved among those of its class.
     *
     * @param saved what was noted
     * @param bodies the bodies that the class has now
     * @return the body, or null if none is certainly the same
     */
    public static BodyTable body(Saved saved, List<BodyTable> bodies) {
        BodyTable named = null;
        List<BodyTable> equal = new ArrayList<>();
        for (BodyTable body : bodies) {
            named = body.key().equals(saved.key) ? body : named;
            if (body.hash().equals(saved.hash) && group(body.key()).equals(group(saved.key))) {
                equal.add(body);
            }
        }
        if (named != null && (named.hash().equals(saved.hash) || named.among() == saved.among && equal.isEmpty())) {
            return named;
        }
        return equal.size() == 1 ? equal.get(0) : null;
    }

    /** A key without its number. */
    private static String group(String key) {
        int end = key.length();
        while (end > 0 && Character.isDigit(key.charAt(end - 1))) {
            end--;
        }
        return key.substring(0, end);
    }

    /**
     * Finds the point and the values.
     *
     * @param saved what was noted
     * @param body the body as it is now
     * @return where it goes on, or why it does not
     */
    public static Match point(Saved saved, BodyTable body) {
        if (saved.hash.equals(body.hash())) {
            return byPosition(saved, body);
        }
        BodyTable.Point point = null;
        if (saved.isUnique && body.isUnique(saved.label)) {
            point = body.points().get(body.labels().indexOf(saved.label));
        } else if (saved.labels.equals(labelHash(body)) && isPoint(saved.number, body)) {
            point = body.points().get(saved.number - 1);
        }
        if (point != null) {
            return values(saved, point);
        }
        if (!body.labels().contains(saved.label)) {
            return no("the code has no point " + saved.label + " any more");
        }
        return no("several points are called " + saved.label + ", and points were added, removed or moved: nobody can"
                + " say which one is meant");
    }

    private static boolean isPoint(int number, BodyTable body) {
        return number >= 1 && number <= body.points().size();
    }

    /** The code is the same; names of variables may have changed. */
    private static Match byPosition(Saved saved, BodyTable body) {
        if (!isPoint(saved.number, body)) {
            return no("it has no point " + saved.number);
        }
        BodyTable.Point point = body.points().get(saved.number - 1);
        List<Integer> from = new ArrayList<>();
        for (int i = 0; i < point.values().size(); i++) {
            BodyTable.Value value = point.values().get(i);
            boolean isSame = i < saved.values.size()
                    && saved.values.get(i).isOperand == value.isOperand()
                    && saved.values.get(i).descriptor.equals(value.descriptor());
            if (!isSame) {
                return no("at " + point.label() + ", " + value.shown() + " is of another type");
            }
            from.add(i);
        }
        return from.size() == saved.values.size()
                ? new Match(point, from, "")
                : no("at " + point.label() + " fewer values are live");
    }

    private static Match values(Saved saved, BodyTable.Point point) {
        List<Integer> from = new ArrayList<>();
        List<Integer> unnamed = unnamed(saved.values);
        int nextUnnamed = 0;
        for (BodyTable.Value value : point.values()) {
            int number = value.name().isEmpty()
                    ? nextUnnamed < unnamed.size() ? unnamed.get(nextUnnamed++) : -1
                    : named(saved.values, value.name());
            if (number < 0) {
                return no("at " + point.label() + " the code needs " + value.shown() + " (" + value.descriptor()
                        + "), which was not saved");
            }
            Live old = saved.values.get(number);
            if (!old.descriptor.equals(value.descriptor()) || old.isOperand != value.isOperand()) {
                return no("at " + point.label() + ", " + value.shown() + " was " + old.descriptor + " and is "
                        + value.descriptor());
            }
            from.add(number);
        }
        for (int i = 0; i < saved.values.size(); i++) {
            if (!from.contains(i)) {
                Live lost = saved.values.get(i);
                return no("at " + point.label() + ", "
                        + (lost.name.isEmpty() ? "a value without a name" : lost.name) + " (" + lost.descriptor
                        + ") was live, and is not any more");
            }
        }
        return isAmbiguous(saved.values, unnamed)
                ? no("at " + point.label() + " several values of one type have no names (operands, or what a loop"
                        + " keeps), and the code has changed: nobody can say which is which")
                : new Match(point, from, "");
    }

    private static boolean isAmbiguous(List<Live> values, List<Integer> unnamed) {
        Set<String> types = new HashSet<>();
        for (int number : unnamed) {
            if (!types.add(values.get(number).descriptor)) {
                return true;
            }
        }
        return false;
    }

    private static List<Integer> unnamed(List<Live> values) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).name.isEmpty()) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    private static int named(List<Live> values, String name) {
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).name.equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
