package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.List;

/**
 * What is where in the paused frames of one body: all that is needed to take one apart into data, and to put one
 * together. It is made on demand, from the class file; the state table that a frame class carries has only what traces
 * and dumps show.
 *
 * @param key the body within its class: the enclosing method, the kind and the number there, {@code load.coroutine1}
 * @param among how many bodies of the kind the enclosing method has; the numbers are certain as long as this is
 * @param hash of the code as it was compiled: see {@link CodeHash}
 * @param place where the body stands, for people
 * @param hasNames whether the class was compiled with the names of variables
 * @param points the suspension points; point {@code k} is at index {@code k - 1}
 */
public record BodyTable(
        String key, int among, String hash, StackTraceElement place, boolean hasNames, List<Point> points) {

    /**
     * One suspension point.
     *
     * @param number its number, from 1
     * @param label what is awaited or yielded there: {@code step("charge")}
     * @param line its line, or -1
     * @param state the state of a frame that is paused here
     * @param values what is live, locals before operands
     */
    public record Point(int number, String label, int line, int state, List<Value> values) {}

    /**
     * A live value.
     *
     * @param name the variable's name; empty for an operand, and for what only the compiler knows
     * @param isOperand whether it is an operand on the stack
     * @param descriptor its type, as a field descriptor; empty if it is always null
     * @param field the field that holds it; empty if it is always null
     */
    public record Value(String name, boolean isOperand, String descriptor, String field) {
        /**
         * Returns what it is, for people.
         *
         * @return the variable's name, or what has none
         */
        public String shown() {
            return !name.isEmpty() ? name : isOperand ? "an operand" : "a value without a name";
        }
    }

    /**
     * Returns the labels of all points, in order.
     *
     * @return a new list
     */
    public List<String> labels() {
        List<String> labels = new ArrayList<>();
        points.forEach(point -> labels.add(point.label));
        return labels;
    }

    /**
     * Returns whether a label is that of one point alone.
     *
     * @param label the label
     * @return false if two points have it, or none
     */
    public boolean isUnique(String label) {
        return points.stream().filter(point -> point.label.equals(label)).count() == 1;
    }
}
