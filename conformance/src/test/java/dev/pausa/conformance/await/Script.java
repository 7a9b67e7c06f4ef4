package dev.pausa.conformance.await;

import dev.pausa.GeneratorExit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Programs for bodies and for a driver, as data: what {@link ReferenceWorld} and {@link WovenWorld} run, and must agree
 * about.
 *
 * <p>A script is one program for each <em>slot</em>, then the driver's. A slot holds the coroutine that was made for it
 * last. The text form has the programs separated by {@code /}, the driver's after {@code //}, words separated by
 * blanks. Words of a body:
 * <pre>
 *   s          suspend
 *   a2         await the coroutine in slot 2
 *   A2         the same; unless that coroutine has not begun, a new one is put into the slot first
 *   w2         await an object that hands out the view of the coroutine in slot 2
 *   d2:150:3   await the coroutine in slot 2 through 150 others; the middle one of these goes to slot 3
 *   i3-xg1c    await an iterator: 3 values; send missing (y: there); raise throws an exception (- it again, y yields,
 *              s ends the await, g throws a GeneratorExit); close throws a GeneratorExit (- nothing, x an exception,
 *              s a StopIteration); each call closes slot 1 first
 *   &gt;2n        drive slot 2: n send(null), v send(value), e raise(exception), s raise(StopIteration),
 *              g raise(GeneratorExit), c close
 *   ^2n        the same; what comes out as an exception is not caught
 *   *2n        as >2n; if that coroutine is closed, a new one is put into the slot first
 *   xe         throw: e exception, s StopIteration, g GeneratorExit
 *   { }t ]     try, catch Throwable, end; with }x catch Exception, with }g catch GeneratorExit
 *   !          throw the caught exception again
 *   n2         put a new coroutine into slot 2
 *   l          write down the states of all slots
 *   r          return
 * </pre>
 * The driver uses {@code >}, {@code *}, {@code n} and {@code l}. There are no loops: every program ends.
 */
record Script(List<List<String>> programs, List<String> driver) {

    static Script parse(String text) {
        String[] halves = text.strip().split("\\s*//\\s*", -1);
        List<List<String>> programs =
                Arrays.stream(halves[0].split("/", -1)).map(Script::words).toList();
        return new Script(programs, words(halves[1]));
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    @Override
    public String toString() {
        return programs.stream().map(words -> String.join(" ", words)).collect(Collectors.joining(" / "))
                + " // "
                + String.join(" ", driver);
    }

    int slots() {
        return programs.size();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // One program
    // -----------------------------------------------------------------------------------------------------------------

    /** A body's program: its words, and where its handlers are. */
    static final class Program {
        private final List<String> words;

        /** For each word, the numbers of the words that begin the handlers around it, innermost first. */
        private final List<List<Integer>> handlers = new ArrayList<>();

        /** For a word that begins a handler, the number of the word that ends it. */
        private final int[] ends;

        Program(List<String> words) {
            this.words = words;
            this.ends = new int[words.size()];
            Deque<Integer> open = new ArrayDeque<>();
            int[] handlerOf = new int[words.size()];
            for (int i = 0; i < words.size(); i++) {
                switch (words.get(i).charAt(0)) {
                    case '{' -> open.push(i);
                    case '}' -> {
                        if (words.get(open.element()).charAt(0) != '{') {
                            throw new IllegalArgumentException("no try before " + i + " in " + words);
                        }
                        handlerOf[open.pop()] = i;
                        open.push(i);
                    }
                    case ']' -> {
                        if (words.get(open.element()).charAt(0) != '}') {
                            throw new IllegalArgumentException("no handler before " + i + " in " + words);
                        }
                        ends[open.pop()] = i;
                    }
                    default -> {}
                }
            }
            if (!open.isEmpty()) {
                throw new IllegalArgumentException("not closed: " + words);
            }
            Deque<Integer> around = new ArrayDeque<>();
            for (int i = 0; i < words.size(); i++) {
                char first = words.get(i).charAt(0);
                if (first == '}') {
                    around.pop();
                }
                handlers.add(List.copyOf(around));
                if (first == '{') {
                    around.push(handlerOf[i]);
                }
            }
        }

        List<String> words() {
            return words;
        }

        int size() {
            return words.size();
        }

        String word(int i) {
            return words.get(i);
        }

        /** Where a program goes on that comes to the beginning of a handler without an exception. */
        int after(int handler) {
            return ends[handler] + 1;
        }

        /** Where a program goes on whose word {@code i} threw, or -1. */
        int handler(int i, Throwable thrown) {
            for (int h : handlers.get(i)) {
                boolean fits = switch (words.get(h).charAt(1)) {
                    case 't' -> true;
                    case 'x' -> thrown instanceof Exception;
                    default -> thrown instanceof GeneratorExit;
                };
                if (fits) {
                    return h + 1;
                }
            }
            return -1;
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Random ones
    // -----------------------------------------------------------------------------------------------------------------

    static Script random(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        int slots = 2 + random.nextInt(4);
        List<List<String>> programs = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            List<String> words = new ArrayList<>();
            block(random, slot, slots, words, 2 + random.nextInt(5), 0);
            programs.add(words);
        }
        List<String> driver = new ArrayList<>();
        for (int i = 5 + random.nextInt(25); i > 0; i--) {
            driver.add(driving(random, slots));
        }
        return new Script(programs, driver);
    }

    private static void block(Random random, int slot, int slots, List<String> words, int length, int depth) {
        for (int i = 0; i < length; i++) {
            if (depth < 3 && random.nextInt(3) == 0) {
                words.add("{");
                block(random, slot, slots, words, 1 + random.nextInt(3), depth + 1);
                words.add("}" + pick(random, "tttxgg"));
                block(random, slot, slots, words, random.nextInt(3), depth + 1);
                if (random.nextInt(4) == 0) {
                    words.add("!");
                }
                words.add("]");
            } else {
                words.add(word(random, slot, slots));
            }
        }
    }

    private static String word(Random random, int slot, int slots) {
        int any = random.nextInt(slots);
        int below = slot + 1 < slots && random.nextInt(6) > 0 ? slot + 1 + random.nextInt(slots - slot - 1) : any;
        return switch (pick(random, "sssssssssaaAAAAAAAAwddiiii>>>>>>***^xnlr")) {
            case 's' -> "s";
            case 'a' -> "a" + below;
            case 'A' -> "A" + below;
            case 'w' -> "w" + below;
            case 'd' -> {
                int[] depths = {1, 2, 3, 4, 98, 99, 100, 101, 102, 205};
                yield "d" + below + ":" + depths[random.nextInt(depths.length)] + ":" + random.nextInt(slots);
            }
            case 'i' -> {
                String iterator =
                        "i" + random.nextInt(4) + pick(random, "-y") + pick(random, "--ysxg") + pick(random, "--xsg");
                yield random.nextInt(3) > 0 ? iterator : iterator + any + mode(random);
            }
            case '>' -> ">" + any + mode(random);
            case '*' -> "*" + any + mode(random);
            case '^' -> "^" + any + mode(random);
            case 'x' -> "x" + pick(random, "eesg");
            case 'n' -> "n" + any;
            case 'l' -> "l";
            default -> "r";
        };
    }

    private static String driving(Random random, int slots) {
        int slot = Math.min(random.nextInt(slots), random.nextInt(slots));
        return switch (pick(random, "l>>>>>*********n")) {
            case 'l' -> "l";
            case 'n' -> "n" + slot;
            case '>' -> ">" + slot + mode(random);
            default -> "*" + slot + mode(random);
        };
    }

    private static char mode(Random random) {
        return pick(random, "nnnnnnnnvvvveesggccc");
    }

    private static char pick(Random random, String letters) {
        return letters.charAt(random.nextInt(letters.length()));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Smaller ones
    // -----------------------------------------------------------------------------------------------------------------

    /** All scripts that have one word less, or one try less, or a shallower chain. */
    List<Script> smaller() {
        List<Script> found = new ArrayList<>();
        for (List<String> words : smaller(driver)) {
            found.add(new Script(programs, words));
        }
        for (int slot = 0; slot < programs.size(); slot++) {
            for (List<String> words : smaller(programs.get(slot))) {
                List<List<String>> changed = new ArrayList<>(programs);
                changed.set(slot, words);
                found.add(new Script(changed, driver));
            }
        }
        return found;
    }

    private static List<List<String>> smaller(List<String> words) {
        List<List<String>> found = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            List<String> without = new ArrayList<>(words);
            if (word.charAt(0) == '{') {
                for (int length = 3, depth = 0, j = i; length > 0; j++) {
                    char c = words.get(j).charAt(0);
                    depth += c == '{' ? 1 : c == ']' ? -1 : 0;
                    if (j == i || depth == 1 && c == '}' || depth == 0) {
                        without.set(j, "");
                        length--;
                    }
                }
                without.removeIf(String::isEmpty);
                found.add(without);
            } else if (word.charAt(0) != '}' && word.charAt(0) != ']') {
                without.remove(i);
                found.add(without);
                if (word.charAt(0) == 'd' || word.charAt(0) == 'w') {
                    List<String> simpler = new ArrayList<>(words);
                    simpler.set(i, "a" + word.charAt(1));
                    found.add(simpler);
                } else if (word.charAt(0) == 'i' && word.length() > 5) {
                    List<String> simpler = new ArrayList<>(words);
                    simpler.set(i, word.substring(0, 5));
                    found.add(simpler);
                }
            }
        }
        return found;
    }
}
