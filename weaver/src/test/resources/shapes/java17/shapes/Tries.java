package shapes;

import static dev.pausa.Coroutine.*;
import static dev.pausa.weaver.Ticks.*;

import dev.pausa.GeneratorExit;
import dev.pausa.weaver.Run;
import java.io.IOException;

/** Pauses in try statements. */
public class Tries {
    static final class Resource implements AutoCloseable {
        private final String name;
        private final boolean failing;

        Resource(String name, boolean failing) {
            log("open " + name);
            this.name = name;
            this.failing = failing;
        }

        Resource(String name) {
            this(name, false);
        }

        @Override
        public void close() throws IOException {
            log("close " + name);
            if (failing) {
                throw new IOException("closing " + name);
            }
        }
    }

    public static Object tryCatch() {
        return coroutine(() -> {
            int x = value("x", 1);
            try {
                x += await(tick("a", 2));
                x *= await(tick("b", 3));
            } catch (Run.Boom e) {
                log(e.getMessage() + x);
                x = await(tick("c", 40)) + x;
            }
            return x + await(tick("d", 5));
        });
    }

    public static Object tryFinally() {
        return coroutine(() -> {
            String s = "s";
            try {
                s += await(tick("a", "a"));
            } finally {
                s += await(tick("b", "b"));
                log("finally " + s);
            }
            return s;
        });
    }

    public static Object tryCatchFinally() {
        return coroutine(() -> {
            long l = 1L;
            try {
                l += await(tick("a", 2L));
                if (l == 3) {
                    throw new IOException("io" + await(tick("b", l)));
                }
            } catch (IOException | IllegalStateException e) {
                log("caught " + e);
                l += await(tick("c", 4L));
                throw new RuntimeException(await(tick("d", "again")), e);
            } catch (Exception e) {
                log("caught any " + e);
                l = -1;
            } finally {
                log("finally " + l + await(tick("e", 'e')));
            }
            return l;
        });
    }

    public static Object catchThrowable() {
        return coroutine(() -> {
            String s = "";
            for (int i = 0; i < 2; i++) {
                try {
                    s += await(tick("a" + i, i));
                } catch (GeneratorExit e) {
                    log("exit");
                    s += await(tick("b", "exit"));
                    return s;
                } catch (Throwable e) {
                    log("throwable " + e);
                    s += await(tick("c", "t"));
                }
            }
            return s;
        });
    }

    public static Object returnInside() {
        return coroutine(() -> {
            int x = 1;
            try {
                x = await(tick("a", 2));
                return x + await(tick("b", 3));
            } finally {
                x = 100;
                log("finally " + await(tick("c", 4)));
            }
        });
    }

    public static Object returnInFinally() {
        return coroutine(() -> {
            try {
                await(tick("a", 1));
                throw new IOException("lost");
            } finally {
                if (await(tick("b", true))) {
                    return "kept " + await(tick("c", 3));
                }
            }
        });
    }

    public static Object returnLongInside() {
        return coroutine(() -> {
            try {
                try {
                    return 5L + await(tick("a", 6L));
                } finally {
                    log(await(tick("b", "inner")));
                }
            } catch (RuntimeException e) {
                return -1L;
            } finally {
                log(await(tick("c", "outer")));
            }
        });
    }

    public static Object nested() {
        return coroutine(() -> {
            StringBuilder s = new StringBuilder();
            try {
                s.append(await(tick("1", 1)));
                try {
                    s.append(await(tick("2", 2)));
                    try {
                        s.append(await(tick("3", 3)));
                        Object o = null;
                        s.append(o.hashCode());
                    } catch (NullPointerException e) {
                        s.append(await(tick("4", "npe")));
                        throw new IllegalStateException("from catch");
                    } finally {
                        s.append(await(tick("5", 5)));
                    }
                } catch (IllegalStateException e) {
                    s.append(await(tick("6", e.getMessage())));
                } finally {
                    s.append(await(tick("7", 7)));
                }
            } catch (Run.Boom e) {
                s.append(e.getMessage()).append(await(tick("8", 8)));
            } finally {
                log(s);
            }
            return s.toString();
        });
    }

    public static Object tryInCatchAndFinally() {
        return coroutine(() -> {
            String s = "";
            try {
                s += await(tick("a", "a"));
                throw new Exception("first");
            } catch (Exception e) {
                try {
                    s += await(tick("b", "b")) + e.getMessage();
                    throw new Exception("second");
                } catch (Exception e2) {
                    s += await(tick("c", "c")) + e2.getMessage() + e.getMessage();
                }
            } finally {
                try {
                    s += await(tick("d", "d"));
                } catch (Exception e3) {
                    s += await(tick("e", "e")) + e3.getMessage();
                } finally {
                    s += await(tick("f", "f"));
                    log(s);
                }
            }
            return s;
        });
    }

    public static Object resources() {
        return coroutine(() -> {
            try (Resource a = new Resource(await(tick("a", "A")));
                    Resource b = await(tick("b", new Resource("B")))) {
                return a.name + await(tick("c", "c")) + b.name;
            }
        });
    }

    public static Object resourcesWithCatchAndFinally() {
        return coroutine(() -> {
            String s = "";
            try (Resource a = new Resource(await(tick("a", "A")), true);
                    Resource none = await(tick("none", null));
                    Resource b = new Resource(await(tick("b", "B")), await(tick("b2", true)))) {
                s += a.name + await(tick("c", "c")) + b.name + none;
                if (await(tick("d", true))) {
                    throw new IOException("body");
                }
            } catch (IOException e) {
                s += await(tick("e", "e")) + e.getMessage() + e.getSuppressed().length;
                throw e;
            } finally {
                log(s + await(tick("f", "f")));
            }
            return s;
        });
    }

    public static Object resourceVariable() {
        return coroutine(() -> {
            Resource r = new Resource("R");
            for (int i = 0; i < 2; i++) {
                try (r) {
                    log(await(tick("a" + i, i)));
                    if (i == 0) {
                        continue;
                    }
                    return await(tick("b", "done"));
                }
            }
            return "never";
        });
    }

    public static Object resourceInFinally() {
        return coroutine(() -> {
            try {
                return await(tick("a", 1));
            } finally {
                try (Resource r = new Resource(await(tick("r", "R")))) {
                    log(r.name + await(tick("b", 2)));
                }
            }
        });
    }

    public static Object rethrow() {
        return coroutine(() -> {
            try {
                await(tick("a", 1));
                Object[] strings = new String[1];
                strings[0] = await(tick("b", (Object) 1));
                return "stored";
            } catch (ArrayStoreException e) {
                log(e);
                await(tick("c", 1));
                throw e;
            }
        });
    }

    public static Object tryAsOperand() {
        return coroutine(() -> value("a", 1) + switch (await(tick("b", 1))) {
            case 1 -> {
                try {
                    yield await(tick("c", 2));
                } catch (Exception e) {
                    yield await(tick("d", 3));
                }
            }
            default -> 0;
        } + await(tick("e", 10)));
    }

    public static Object emptyFinally() {
        return coroutine(() -> {
            int n = 0;
            try {
                try {
                    n = await(tick("a", 1));
                } finally {
                }
            } catch (Run.Boom ignored) {
            }
            return n + await(tick("b", 1));
        });
    }

    public static Object stackTraceStays() {
        return coroutine(() -> {
            Exception e = new Exception("mine");
            int lines = e.getStackTrace().length;
            try {
                await(tick("a", 1));
                throw e;
            } catch (Exception caught) {
                await(tick("b", 1));
                return (caught == e) + " " + (lines == caught.getStackTrace().length);
            }
        });
    }

    public static Object synchronizedAround() {
        return coroutine(() -> {
            Object lock = new Object();
            int n = 0;
            try {
                synchronized (lock) {
                    n++;
                    if (n > 5) {
                        throw new IOException();
                    }
                }
                n += await(tick("a", 1));
                synchronized (Tries.class) {
                    synchronized (lock) {
                        n *= 2;
                    }
                }
            } catch (Exception e) {
                n = await(tick("b", 100));
            } finally {
                n += await(tick("c", 10));
                synchronized (lock) {
                    log(n);
                }
            }
            while (true) {
                synchronized (lock) {
                    if (n > 12) {
                        break;
                    }
                    n++;
                }
                await(tick("d", n));
            }
            return n + await(tick("e", 1000));
        });
    }
}
