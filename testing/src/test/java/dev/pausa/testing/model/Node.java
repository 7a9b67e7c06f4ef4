package dev.pausa.testing.model;

import java.util.List;

/**
 * One statement of a program.
 *
 * @param kind what it does
 * @param id its number in the program; scopes and tasks are named by it, values and failures too
 * @param a see {@link Kind}
 * @param b see {@link Kind}
 * @param c see {@link Kind}
 * @param bodies the statements in it
 */
record Node(Kind kind, int id, int a, int b, int c, List<List<Node>> bodies) {
    /** What a statement does; in brackets what its numbers mean. */
    enum Kind {
        /** Lets others run. */
        CHECKPOINT(0),
        /** Sleeps (milliseconds). */
        SLEEP(0),
        /** Sends its id (channel). */
        SEND(0),
        /** Receives (channel). */
        RECEIVE(0),
        /** Sends its id if that needs no waiting (channel). */
        TRY_SEND(0),
        /** Receives if that needs no waiting (channel). */
        TRY_RECEIVE(0),
        /** Closes (channel). */
        CLOSE(0),
        /** Receives, or sends its id, or waits (channel, channel, milliseconds; without the last if negative). */
        SELECT(0),
        /** Waits for a promise (promise). */
        AWAIT_PROMISE(0),
        /** Sets it to its id (promise). */
        COMPLETE(0),
        /** Has it fail (promise). */
        FAIL_PROMISE(0),
        /** Waits for the end of a task and gives its result (task). */
        AWAIT_TASK(0),
        /** Waits for the end of a task and gives its outcome (task). */
        AWAIT_END(0),
        /** Cancels (task). */
        CANCEL_TASK(0),
        /** Cancels (scope). */
        CANCEL_SCOPE(0),
        /** Moves the deadline (scope, milliseconds from now). */
        DEADLINE(0),
        /** Throws an exception. */
        FAIL(0),
        /** Starts a task (scope; that of the loop if negative). */
        START(1),
        /** A scope. */
        SCOPE(1),
        /** A scope that takes note of failures of its tasks. */
        SUPERVISE(1),
        /** A limit of time (milliseconds). */
        TIMEOUT(1),
        /** A limit of time, with another value (milliseconds). */
        TIMEOUT_OR(1),
        /** Keeps cancels away (milliseconds). */
        SHIELD(1),
        /** try and finally. */
        FINALLY(2),
        /** Catches exceptions. */
        CATCH(1),
        /** Catches everything, cancels too. */
        SWALLOW(1),
        /** Catches exceptions and throws another one because of it. */
        WRAP(1);

        /** How many bodies it has. */
        final int bodies;

        Kind(int bodies) {
            this.bodies = bodies;
        }
    }

    Node with(List<List<Node>> others) {
        return new Node(kind, id, a, b, c, others);
    }

    /** Returns a program as text, a line for each statement. */
    static String text(List<Node> program) {
        StringBuilder text = new StringBuilder();
        write(program, "", text);
        return text.toString();
    }

    private static void write(List<Node> block, String indent, StringBuilder text) {
        for (Node node : block) {
            text.append(indent).append(node.id).append(' ').append(node.kind);
            text.append(' ')
                    .append(node.a)
                    .append(' ')
                    .append(node.b)
                    .append(' ')
                    .append(node.c);
            text.append('\n');
            for (List<Node> body : node.bodies) {
                write(body, indent + "    ", text);
                text.append(indent).append("  .\n");
            }
        }
    }
}
