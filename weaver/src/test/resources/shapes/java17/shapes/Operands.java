package shapes;

import static dev.pausa.Coroutine.*;
import static dev.pausa.weaver.Ticks.*;

import dev.pausa.Coroutine;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Pauses with other operands on the stack. */
public class Operands {
    int field = 5;
    long wide = 50L;
    String text = "t";
    static double shared = 0.5;
    static String[] names = {"x", "y"};

    static Operands receiver(Operands o) {
        log("receiver");
        return o;
    }

    static String join(Object... parts) {
        return Arrays.toString(parts);
    }

    static String mixed(int i, long l, String s, double d, boolean b, float f, char c, byte y, short h, Object o) {
        return i + "," + l + "," + s + "," + d + "," + b + "," + f + "," + c + "," + y + "," + h + "," + o;
    }

    public static Object ints() {
        return coroutine(() -> value("a", 1) + await(tick("b", 2)) * value("c", 3) - await(tick("d", 4)));
    }

    public static Object longs() {
        return coroutine(() -> value("a", 1L) + await(tick("b", 2L)) * (await(tick("c", 3L)) << await(tick("d", 4))));
    }

    public static Object doubles() {
        return coroutine(() -> value("a", 1.5) / await(tick("b", 2.0)) + value("c", 2.5) % await(tick("d", 1.0)));
    }

    public static Object floats() {
        return coroutine(() -> value("a", 1.5f) - await(tick("b", 2.0f)) + -await(tick("c", 1f)));
    }

    public static Object smallTypes() {
        return coroutine(() -> {
            byte b = (byte) (await(tick("b", (byte) 100)) + await(tick("b2", (byte) 100)));
            short s = (short) (b * await(tick("s", (short) 300)));
            char c = (char) (await(tick("c", 'c')) + value("one", 1));
            boolean z = await(tick("z", true)) ^ await(tick("z2", true));
            return "" + b + s + c + z;
        });
    }

    public static Object everyTypeAtOnce() {
        return coroutine(() -> mixed(
                value("i", 1),
                await(tick("l", 2L)),
                value("s", "s"),
                await(tick("d", 3.0)),
                value("z", true),
                await(tick("f", 4f)),
                value("c", 'c'),
                await(tick("y", (byte) 5)),
                value("h", (short) 6),
                await(tick("o", null))));
    }

    public static Object conversions() {
        return coroutine(() -> {
            long l = value("i", 7) + (long) (int) await(tick("i2", 8));
            double d = l + await(tick("f", 1.5f));
            int i = (int) d + (int) (long) await(tick("l", 9L));
            return l + " " + d + " " + i;
        });
    }

    public static Object nullOperands() {
        return coroutine(() -> join(null, await(tick("a", "a")), null, await(tick("b", null)), "" + null));
    }

    public static Object concatenation() {
        return coroutine(() -> "a" + value("i", 1) + await(tick("b", "b")) + 2L + await(tick("c", 'c')) + 1.5
                + await(tick("d", null)) + text());
    }

    static String text() {
        log("text");
        return "text";
    }

    public static Object concatenationAssignment() {
        return coroutine(() -> {
            String s = "s";
            s += await(tick("a", 1)) + "," + await(tick("b", 2L));
            s += await(tick("c", 'c'));
            String[] a = {"x", "y"};
            a[value("i", 1)] += await(tick("d", "d")) + s;
            return s + a[1];
        });
    }

    public static Object arrayAssignment() {
        return coroutine(() -> {
            int[] ints = {1, 2, 3};
            long[] longs = {1, 2, 3};
            double[] doubles = {1, 2, 3};
            byte[] bytes = {1, 2, 3};
            Object[] objects = {"a", 1, null};
            ints[value("i", 0)] = await(tick("a", 7));
            ints[await(tick("i2", 1))] = ints[await(tick("i3", 0))] + await(tick("b", 1));
            ints[await(tick("i4", 2))] += await(tick("c", 5));
            ints[await(tick("i5", 2))]++;
            --ints[await(tick("i6", 0))];
            longs[value("l", 1)] *= await(tick("d", 10L));
            doubles[value("m", 2)] -= await(tick("e", 0.5));
            bytes[await(tick("n", 0))] += await(tick("f", (byte) 127));
            objects[await(tick("o", 2))] = await(tick("p", List.of(1)));
            longs[await(tick("q", 0))] = await(tick("r", 9L));
            int last = ints[0] = ints[1] = await(tick("s", 77));
            return Arrays.toString(ints) + Arrays.toString(longs) + Arrays.toString(doubles) + Arrays.toString(bytes)
                    + Arrays.toString(objects) + last;
        });
    }

    public static Object nestedArrays() {
        return coroutine(() -> {
            int[][] grid = new int[await(tick("n", 2))][await(tick("m", 3))];
            grid[await(tick("a", 1))][value("b", 2)] += await(tick("c", 4));
            grid[value("d", 0)][await(tick("e", 1))] = grid[await(tick("f", 1))][2]++;
            long[][] ragged = {{await(tick("g", 1L)), 2L}, {}, {await(tick("h", 3L))}};
            String[][][] deep = new String[await(tick("i", 1))][2][];
            deep[0][await(tick("j", 1))] = new String[] {await(tick("k", "k")), null, await(tick("l", "l"))};
            return Arrays.deepToString(grid) + Arrays.deepToString(ragged) + Arrays.deepToString(deep);
        });
    }

    public static Object fieldAssignment() {
        return coroutine(() -> {
            Operands o = new Operands();
            shared = 0.5;
            receiver(o).field = await(tick("a", 1));
            receiver(o).field += await(tick("b", 2));
            receiver(o).wide <<= await(tick("c", 3));
            receiver(o).text += await(tick("d", "d"));
            shared *= await(tick("e", 4.0));
            int before = receiver(o).field++ + await(tick("f", 5));
            long after = ++receiver(o).wide - await(tick("g", 6L));
            Operands.names[await(tick("h", 1))] = o.text;
            return o.field + " " + o.wide + " " + o.text + " " + shared + " " + before + " " + after + " " + names[1];
        });
    }

    public static Object ternaries() {
        return coroutine(() -> {
            int a = value("p", true) ? await(tick("a", 1)) : await(tick("b", 2));
            String s = await(tick("q", false)) ? "yes" : await(tick("c", "no"));
            long l = 5L + (await(tick("r", true)) ? await(tick("d", 3)) : 7L);
            Object o = value("x", 1) + (a == 1 ? s.equals("no") ? await(tick("e", "deep")) : "f" : await(tick("g", "h")));
            return a + s + l + o;
        });
    }

    public static Object shortCircuits() {
        return coroutine(() -> {
            boolean a = await(tick("a", true)) && await(tick("b", false)) || await(tick("c", true));
            boolean b = !(await(tick("d", false)) && await(tick("e", true)));
            boolean c = await(tick("f", 1)) < await(tick("g", 2)) == await(tick("h", true));
            if (await(tick("i", false)) || value("j", 3L) > await(tick("k", 2L)) && a) {
                log("taken");
            }
            return a + " " + b + " " + c + " " + (await(tick("l", null)) == null & await(tick("m", true)));
        });
    }

    public static Object comparisons() {
        return coroutine(() -> {
            Object o = await(tick("a", "x"));
            boolean same = value("b", "x") == await(tick("c", "x"));
            boolean is = await(tick("d", (Object) 1)) instanceof Integer i && i == await(tick("e", 1));
            return "" + same + is + (value("f", 1.0) >= await(tick("g", 2.0))) + (value("h", 1f) != await(tick("i", 1f))) + o;
        });
    }

    public static Object nestedCalls() {
        return coroutine(() -> join(
                value("a", 1),
                join(await(tick("b", 2)), join(value("c", 3L), await(tick("d", join(4, 5.0))), await(tick("e", 6)))),
                Math.max(value("f", 7L), Math.min(await(tick("g", 8L)), await(tick("h", 9L)))),
                await(tick("i", List.of(1, 2))).get(await(tick("j", 1)))));
    }

    public static Object callChain() {
        return coroutine(() -> new StringBuilder("<")
                .append(await(tick("a", 1)))
                .append(value("b", 2L))
                .append(await(tick("c", "c")), await(tick("d", 0)), await(tick("e", 1)))
                .insert(1, (char) await(tick("g", (char) 103)))
                .append(">")
                .toString());
    }

    public static Object awaitOfAwait() {
        return coroutine(() -> await(await(tick("outer", tick("inner", 5)))) + await(tick("b", await(tick("c", 1)))));
    }

    public static Object casts() {
        return coroutine(() -> {
            Object number = await(tick("a", (Object) 5));
            Number n = (Number) await(tick("b", (Object) 6L));
            String failing = (String) await(tick("c", (Object) "ok"));
            Comparable<String> c = (Comparable<String> & java.io.Serializable) await(tick("d", "dd"));
            return (int) number + n.intValue() + failing + c.compareTo(await(tick("e", "ee")));
        });
    }

    public static Object failingOperands() {
        return coroutine(() -> {
            String result = "";
            try {
                Object o = await(tick("a", "no number"));
                result += value("b", 1) + (Integer) o;
            } catch (ClassCastException e) {
                result += await(tick("c", "cast"));
            }
            try {
                int[] none = await(tick("d", (int[]) null));
                none[await(tick("e", 1))] = await(tick("f", 2));
            } catch (NullPointerException e) {
                result += await(tick("g", "null"));
            }
            try {
                result += value("h", 1) / await(tick("i", 0));
            } catch (ArithmeticException e) {
                result += await(tick("j", e.getMessage()));
            }
            return result;
        });
    }

    public static Object suspends() {
        return coroutine(() -> {
            Object got = suspend("first");
            String s = value("a", "a") + suspend(1L) + (String) suspend(got) + await(tick("b", 2));
            suspend(null);
            return s + suspend(s.length());
        });
    }

    public static Object lambdasAmongOperands() {
        return coroutine(() -> {
            int n = await(tick("n", 3));
            Supplier<Integer> s = () -> n * 2;
            List<Integer> list = new ArrayList<>();
            list.add(s.get() + await(tick("a", 1)));
            list.forEach(x -> log("each " + x + n));
            Map<String, Integer> map = Map.of(await(tick("k", "k")), await(tick("v", 1)));
            return list.stream().map(x -> x + n).map(String::valueOf).toList() + "" + map + await(tick("b", s)).get();
        });
    }

    public static Object generics() {
        return coroutine(() -> {
            List<? extends Number> numbers = await(tick("a", List.of(1, 2L, 3.0)));
            double sum = 0;
            for (Number n : numbers) {
                sum += n.doubleValue() + await(tick("b" + n, n)).intValue();
            }
            BigInteger big = BigInteger.TEN.add(await(tick("c", BigInteger.ONE)));
            return sum + "" + big;
        });
    }

    public static Object voidBody() {
        return coroutine(() -> {
            await(tick("a", 1));
            log(await(tick("b", 2)));
            await(tick("c", null));
        });
    }

    public static Object switchOperands() {
        return coroutine(() -> {
            String word = await(tick("w", "two"));
            int n = value("x", 100) + switch (word) {
                case "one" -> await(tick("one", 1));
                case "two" -> {
                    int half = await(tick("half", 1));
                    yield half + await(tick("other half", 1));
                }
                default -> throw new IllegalStateException(await(tick("bad", "bad")));
            };
            Thread.State state = Thread.State.valueOf(await(tick("s", "BLOCKED")));
            String t = "<" + n + switch (state) {
                case NEW, RUNNABLE -> await(tick("e1", "early"));
                case BLOCKED -> await(tick("e2", "blocked"));
                default -> "other";
            } + await(tick("e3", ">"));
            int l = value("one", 1) + switch (await(tick("i", 3))) {
                case 1, 2 -> 10;
                case 3 -> {
                    try {
                        yield await(tick("j", 30));
                    } finally {
                        log("left " + await(tick("k", "switch")));
                    }
                }
                default -> 0;
            };
            return t + l;
        });
    }

    public static Object newOperands() {
        return coroutine(() -> {
            StringBuilder b = new StringBuilder(await(tick("a", "a")));
            Node n = new Node(value("b", 1L), new Node(await(tick("c", 2L)), null, await(tick("d", 'd'))), 'e');
            Node m = new Node(
                    await(tick("f", 3L)),
                    value("g", true) ? new Node(await(tick("h", 4L)), n, 'h') : null,
                    await(tick("i", true)) ? await(tick("j", 'j')) : 'k');
            new Node(await(tick("l", 5L)), n, 'l');
            Object o = value("o", "o") + new Node(6L, await(tick("m", m)), await(tick("n", 'n')));
            return b + o.toString() + new int[] {1, await(tick("p", 2))}.length;
        });
    }

    static final class Node {
        static {
            log("Node initialised");
        }

        final long value;
        final Node next;
        final char mark;

        Node(long value, Node next, char mark) {
            log("new Node " + value);
            this.value = value;
            this.next = next;
            this.mark = mark;
        }

        @Override
        public String toString() {
            return value + "" + mark + (next == null ? "" : "->" + next);
        }
    }

    public static Object newInLoopWithTernary() {
        return coroutine(() -> {
            Node n = null;
            for (int i = 0; i < 3; i++) {
                n = new Node(
                        i,
                        i % 2 == 0 ? n : await(tick("n" + i, n)),
                        i == 1 ? 'x' : switch (await(tick("c" + i, "k"))) {
                            case "k" -> await(tick("d" + i, 'd'));
                            default -> 'z';
                        });
            }
            return n.toString();
        });
    }

    public static Object throwNew() {
        return coroutine(() -> {
            if (await(tick("a", true))) {
                throw new IllegalStateException(
                        "state " + await(tick("b", 1)), new RuntimeException(await(tick("c", "cause"))));
            }
            return 1;
        });
    }

    public static Object anonymousWithCaptures() {
        return coroutine(() -> {
            int n = await(tick("n", 4));
            var counter = new Object() {
                int count = value("count", 1) + n;

                int next() {
                    return count++;
                }
            };
            return counter.next() + await(tick("a", 1)) + counter.next();
        });
    }

    public static Object constructorThrows() {
        return coroutine(() -> {
            try {
                return new ArrayList<String>(await(tick("a", -1))).size() + await(tick("b", 1));
            } catch (IllegalArgumentException e) {
                return new String(await(tick("c", new char[] {'x'}))).length();
            }
        });
    }
}
