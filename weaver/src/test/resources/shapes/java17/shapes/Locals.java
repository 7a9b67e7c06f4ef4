package shapes;

import static dev.pausa.Coroutine.*;
import static dev.pausa.weaver.Ticks.*;

import java.util.List;

/** Pauses with all kinds of local variables. */
public class Locals {
    public static Object everyType() {
        boolean z0 = true;
        byte b0 = 1;
        char c0 = 'c';
        short s0 = 2;
        int i0 = 3;
        long l0 = 4;
        float f0 = 5;
        double d0 = 6;
        String t0 = "t";
        int[] a0 = {7};
        return coroutine(() -> {
            boolean z = z0;
            byte b = b0;
            char c = c0;
            short s = s0;
            int i = i0;
            long l = l0;
            float f = f0;
            double d = d0;
            String t = t0;
            int[] a = a0;
            Object[][] o = {{1}, {}};
            await(tick("a", 1));
            z = !z;
            b += 1;
            c++;
            s--;
            i <<= 1;
            l = -l;
            f /= 2;
            d *= 2;
            t += "t";
            a = new int[] {a[0] + 1};
            await(tick("b", 1));
            return z + "" + b + c + s + i + l + f + d + t + a[0] + o.length + z0 + b0 + c0 + s0 + i0 + l0 + f0 + d0 + t0;
        });
    }

    public static Object sharedSlots() {
        return coroutine(() -> {
            String result = "";
            {
                int i = await(tick("i", 1));
                result += i + await(tick("i2", i));
            }
            {
                long l = await(tick("l", 2L));
                result += l + await(tick("l2", l));
            }
            {
                String s = await(tick("s", "s"));
                result += s + await(tick("s2", s));
            }
            {
                double d = await(tick("d", 3.0));
                float f = await(tick("f", 4f));
                result += d + f + await(tick("d2", d));
            }
            {
                Object[] a = await(tick("a", new Object[] {1}));
                int[] b = {await(tick("b", 5))};
                result += a.length + b[0] + await(tick("b2", b)).length;
            }
            for (int i = 0; i < 2; i++) {
                if (i == 0) {
                    List<Integer> list = List.of(i, await(tick("x", 1)));
                    result += await(tick("y", list)).size();
                } else {
                    float list = await(tick("z", 1f));
                    result += list + await(tick("w", 2f));
                }
            }
            return result;
        });
    }

    public static Object nulls() {
        return coroutine(() -> {
            String s = null;
            Object o = null;
            int[] a = null;
            await(tick("a", 1));
            log(s);
            if (await(tick("b", true))) {
                s = await(tick("c", "s"));
            }
            await(tick("d", 1));
            o = s == null ? a : s;
            a = await(tick("e", (int[]) null));
            return s + o + a + await(tick("f", o));
        });
    }

    public static Object nullInLoop() {
        return coroutine(() -> {
            String last = null;
            Integer boxed = null;
            for (int i = 0; i < 3; i++) {
                String next = await(tick("n" + i, last == null ? "a" : last + "b"));
                boxed = boxed == null ? (Integer) 1 : boxed + await(tick("m" + i, 1));
                last = next;
            }
            return last + boxed;
        });
    }

    public static Object uninitialised() {
        return coroutine(() -> {
            int i;
            String s;
            long l;
            await(tick("a", 1));
            if (await(tick("b", true))) {
                i = await(tick("c", 1));
                s = "s";
            } else {
                i = 2;
                s = await(tick("d", "d"));
            }
            await(tick("e", 1));
            final double d;
            try {
                l = await(tick("f", 5L));
            } catch (Exception e) {
                l = -5L;
            }
            d = l + await(tick("g", 1));
            return i + s + l + d;
        });
    }

    public static Object mergedTypes() {
        return coroutine(() -> {
            Number n = await(tick("a", true)) ? Integer.valueOf(1) : Double.valueOf(2);
            Comparable<?> c = await(tick("b", false)) ? "s" : Long.valueOf(3);
            Object o;
            if (await(tick("c", true))) {
                o = new StringBuilder("x");
            } else {
                o = "y";
            }
            CharSequence q = (CharSequence) o;
            await(tick("d", 1));
            Runnable r = await(tick("e", 1)) == 1 ? () -> log("ran " + n) : () -> log("other");
            await(tick("f", 1));
            r.run();
            return n + "" + c + o + q.length();
        });
    }

    public static Object captured() {
        int i = value("i", 1);
        long l = value("l", 2L);
        double d = value("d", 3.0);
        String s = value("s", "s");
        byte b = value("b", (byte) 4);
        int[] a = {5};
        return coroutine(() -> {
            a[0] += await(tick("a", 1));
            String t = s + i + await(tick("b", b)) + l;
            return t + d + a[0] + await(tick("c", d)) + b + s;
        });
    }

    public static Object deadAfterUse() {
        return coroutine(() -> {
            String s = await(tick("a", "a"));
            log(s);
            int n = s.length();
            await(tick("b", 1));
            String u = "u" + n;
            await(tick("c", 1));
            return u;
        });
    }

    public static Object assignedInConditions() {
        return coroutine(() -> {
            String line;
            StringBuilder b = new StringBuilder();
            int n = 0;
            while ((line = await(tick("line", n < 2 ? "l" + n : null))) != null) {
                b.append(line).append(n++);
            }
            int x, y;
            x = y = await(tick("y", 7));
            return b.toString() + x + y + (n = await(tick("z", 9))) + n;
        });
    }

    public static Object manyArguments() {
        return manyArguments(1, 2L, "3", 4.0, 5f, (byte) 6, '7', (short) 8, true, new long[] {9}, List.of(10));
    }

    private static Object manyArguments(
            int a, long b, String c, double d, float e, byte f, char g, short h, boolean i, long[] j, List<Integer> k) {
        return coroutine(() -> {
            await(tick("a", 1));
            String s = "" + a + b + c + d + e + f + g + h + i + j[0] + k;
            return s + await(tick("b", b)) + a + b + c + d + e + f + g + h + i + j[0] + k;
        });
    }
}
