package dev.pausa.testing.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Leaves out statements of a program for as long as driver and model still differ in some order. */
final class Shrinker {
    private static final int TRIES = 60;

    private Shrinker() {}

    /** Returns the first difference in some random orders; null if there is none. */
    static String difference(List<Node> program, long seed, int runs) {
        Random random = new Random(seed);
        for (int i = 0; i < runs; i++) {
            String difference = Comparison.difference(program, random::nextInt);
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    /** Returns the difference of the smallest program that is found. */
    static String shrunk(List<Node> program, String difference) {
        for (List<Node> smaller : smaller(program)) {
            String still = difference(smaller, 1, TRIES);
            if (still != null) {
                return shrunk(smaller, still);
            }
        }
        return difference;
    }

    /** Returns the programs with one statement less. */
    private static List<List<Node>> smaller(List<Node> block) {
        List<List<Node>> all = new ArrayList<>();
        for (int i = 0; i < block.size(); i++) {
            Node node = block.get(i);
            all.add(replaced(block, i, List.of()));
            for (int k = 0; k < node.bodies().size(); k++) {
                all.add(replaced(block, i, node.bodies().get(k)));
            }
            for (int k = 0; k < node.bodies().size(); k++) {
                for (List<Node> body : smaller(node.bodies().get(k))) {
                    List<List<Node>> bodies = new ArrayList<>(node.bodies());
                    bodies.set(k, body);
                    all.add(replaced(block, i, List.of(node.with(bodies))));
                }
            }
        }
        return all;
    }

    private static List<Node> replaced(List<Node> block, int at, List<Node> by) {
        List<Node> copy = new ArrayList<>(block);
        copy.remove(at);
        copy.addAll(at, by);
        return copy;
    }
}
