package shapes;

import static dev.pausa.Coroutine.*;
import static dev.pausa.weaver.Ticks.*;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pauses in loops. */
public class Loops {
    public static Object whileLoop() {
        return coroutine(() -> {
            int i = 0;
            long sum = 0;
            while (i < await(tick("limit", 3))) {
                sum += await(tick("add " + i, 10L)) + i++;
            }
            return sum;
        });
    }

    public static Object doLoop() {
        return coroutine(() -> {
            String s = "";
            do {
                s += await(tick("part" + s.length(), s.length()));
            } while (s.length() < 3 && await(tick("more", true)));
            return s;
        });
    }

    public static Object forLoop() {
        return coroutine(() -> {
            double product = 1;
            for (int i = await(tick("init", 1)), j = 10; i < await(tick("cond", 4)); i += await(tick("step", 1)), j--) {
                product *= i + await(tick("j", j));
            }
            return product;
        });
    }

    public static Object forEach() {
        return coroutine(() -> {
            List<String> seen = new ArrayList<>();
            for (String s : await(tick("list", List.of("a", "b", "c")))) {
                seen.add(s + await(tick(s, s)));
            }
            for (int i : new int[] {await(tick("x", 1)), 2, await(tick("y", 3))}) {
                seen.add("" + i + await(tick("i", i)));
            }
            for (long l : await(tick("longs", new long[] {1, 2}))) {
                seen.add("" + (l + await(tick("l", l))));
            }
            for (Map.Entry<String, Integer> e : new TreeMap<>(Map.of("k", 1, "m", 2)).entrySet()) {
                seen.add(e.getKey() + await(tick("e", e)).getValue());
            }
            return seen.toString();
        });
    }

    public static Object endless() {
        return coroutine(() -> {
            int n = 0;
            while (true) {
                if (await(tick("n", n)) > 2) {
                    return n;
                }
                n++;
            }
        });
    }

    public static Object endlessFor() {
        return coroutine(() -> {
            for (; ; ) {
                try {
                    await(tick("a", 1));
                    if (await(tick("b", true))) {
                        break;
                    }
                } catch (Exception e) {
                    log("caught " + e.getMessage());
                }
            }
            return "done";
        });
    }

    public static Object labels() {
        return coroutine(() -> {
            String s = "";
            outer:
            for (int i = 0; i < 4; i++) {
                inner:
                for (int j = 0; ; j++) {
                    switch (await(tick(i + "/" + j, i * 10 + j))) {
                        case 0:
                            s += "0";
                        case 1:
                            s += await(tick("fall", "1"));
                            continue inner;
                        case 2:
                            continue outer;
                        case 10:
                            break inner;
                        case 21:
                            break outer;
                        default:
                            s += ".";
                            break;
                    }
                    s += j;
                }
                s += "|";
            }
            block:
            {
                if (await(tick("leave", true))) {
                    break block;
                }
                s += "not reached";
            }
            return s;
        });
    }

    public static Object breakThroughFinally() {
        return coroutine(() -> {
            StringBuilder s = new StringBuilder();
            outer:
            while (true) {
                try {
                    for (int i = 0; ; i++) {
                        try {
                            if (await(tick("i" + i, i)) == 1) {
                                continue;
                            }
                            if (i == 2) {
                                break outer;
                            }
                            s.append(await(tick("body", i)));
                        } finally {
                            s.append("f").append(await(tick("finally", i)));
                        }
                    }
                } finally {
                    s.append("F").append(await(tick("outer finally", "!")));
                }
            }
            return s.toString();
        });
    }

    public static Object iterators() {
        return coroutine(() -> {
            Iterator<Integer> i = List.of(1, 2, 3).iterator();
            int sum = 0;
            while (i.hasNext()) {
                int x = i.next();
                if (x == await(tick("skip", 2))) {
                    continue;
                }
                sum += x * await(tick("x", x));
            }
            return sum;
        });
    }

    public static Object nestedDeep() {
        return coroutine(() -> {
            long total = 0;
            for (int i = 0; i < 2; i++) {
                int k = 0;
                do {
                    int[] a = new int[2];
                    for (int x : a) {
                        total += x + i + k + a[await(tick("at", i))]++;
                    }
                    k++;
                } while (k < await(tick("k", 2)));
            }
            return total;
        });
    }
}
