package shapes;

import static dev.pausa.Coroutine.*;
import static dev.pausa.weaver.Ticks.*;

import java.util.ArrayList;
import java.util.List;

/**
 * Objects under construction that the compiler parks in locals, because an argument is a switch expression with a try block: its
 * handlers begin with an empty stack. No long or double is among the operands below, where javac itself fails.
 */
public class Constructions {
    record Pair(Object a, Object b) {
        Pair {
            log("Pair " + a + " " + b);
        }
    }

    private static class Hidden {
        static {
            log("Hidden is initialised");
        }

        private final String text;

        private Hidden(int a, Integer b, String c, double d) {
            log("Hidden");
            text = a + "," + b + "," + c + "," + d;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static class Shown {
        static {
            log("Shown is initialised");
        }

        final Object inside;

        Shown(Object inside) {
            this.inside = inside;
        }

        @Override
        public String toString() {
            return "Shown " + inside;
        }
    }

    class Inner {
        final long sum;

        Inner(int a, long b) {
            log("Inner");
            sum = a + b + offset;
        }
    }

    int offset = 100;

    static String join(Object a, Object b, Object c) {
        return a + " " + b + " " + c;
    }

    public static Object oneArgument() {
        return coroutine(() -> new Shown(switch (value("k", 1)) {
            case 1 -> {
                try {
                    yield await(tick("a", "a"));
                } finally {
                    log("finally");
                }
            }
            default -> "other";
        }).toString());
    }

    public static Object behindAnArgument() {
        return coroutine(() -> new Pair(value("first", "a"), switch (await(tick("k", 1))) {
            case 1 -> {
                try {
                    yield await(tick("a", 1L));
                } catch (RuntimeException e) {
                    yield await(tick("b", e.getMessage()));
                }
            }
            default -> "other";
        }).toString());
    }

    public static Object inFrontOfAnArgument() {
        return coroutine(() -> new Pair(switch (value("k", 1)) {
            case 1 -> {
                try {
                    yield value("a", 1L);
                } catch (RuntimeException e) {
                    yield "caught";
                }
            }
            default -> "other";
        }, await(tick("b", 2.5))).toString());
    }

    public static Object nested() {
        return coroutine(() -> new Pair("outer", new Pair(await(tick("x", 1)), new Shown(switch (value("k", "a")) {
            case "a" -> {
                try {
                    yield await(tick("a", "a"));
                } catch (IllegalStateException e) {
                    yield "caught " + e.getMessage();
                } finally {
                    await(tick("f", 0));
                }
            }
            default -> "other";
        }))).toString());
    }

    public static Object switchInASwitch() {
        return coroutine(() -> new Pair(switch (await(tick("k", 2))) {
            case 2 -> {
                try {
                    yield new Shown(switch (await(tick("l", 3))) {
                        case 3 -> {
                            try {
                                yield await(tick("deep", 3));
                            } finally {
                                log("inner finally");
                            }
                        }
                        default -> 4;
                    });
                } finally {
                    await(tick("f", 0));
                }
            }
            default -> "other";
        }, await(tick("behind", 'c'))).toString());
    }

    /** A private constructor, which becomes a call site. */
    public static Object privateConstructor() {
        return coroutine(() -> new Hidden(value("a", 1), await(tick("b", 2)), switch (value("k", 1)) {
            case 1 -> {
                try {
                    yield await(tick("c", "c"));
                } finally {
                    log("finally");
                }
            }
            default -> "other";
        }, await(tick("d", 4.5))).toString());
    }

    public static Object withOperandsBelow() {
        return coroutine(() -> join(value("a", 1L), new Shown(switch (await(tick("k", 1))) {
            case 1 -> {
                try {
                    yield await(tick("b", 2));
                } finally {
                    log("finally");
                }
            }
            default -> "other";
        }), await(tick("c", 3.5))));
    }

    public static Object inALoop() {
        return coroutine(() -> {
            List<Object> made = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int n = i;
                made.add(new Shown(switch (await(tick("k", i))) {
                    case 0 -> "zero";
                    case 1 -> {
                        try {
                            yield await(tick("a", n));
                        } catch (IllegalStateException e) {
                            yield "caught";
                        }
                    }
                    default -> {
                        for (int j = 0; j < 2; j++) {
                            try {
                                log(await(tick("j", j)));
                            } finally {
                                log("turn");
                            }
                        }
                        yield await(tick("b", 1L));
                    }
                }));
            }
            return made.toString();
        });
    }

    /** A loop runs while an object is under construction. */
    public static Object aroundALoop() {
        return coroutine(() -> new Pair("a", switch (value("k", 1)) {
            case 1 -> {
                int sum = 0;
                while (sum < 5) {
                    try {
                        sum += await(tick("a", 2));
                    } catch (IllegalStateException e) {
                        sum = 10;
                    }
                }
                yield sum;
            }
            default -> "other";
        }).toString());
    }

    public static Object insideATry() {
        return coroutine(() -> {
            Object made = "none";
            try {
                made = new Pair(await(tick("a", 1)), switch (await(tick("k", 1))) {
                    case 1 -> {
                        try {
                            yield await(tick("b", 1));
                        } finally {
                            await(tick("f", 0));
                        }
                    }
                    default -> throw new IllegalArgumentException("none");
                });
            } catch (RuntimeException e) {
                made = new Shown(e.getMessage() + await(tick("handler", 1)));
            } finally {
                log(made);
            }
            return made + " " + await(tick("end", 1));
        });
    }

    /** The object is not used. */
    public static Object dropped() {
        return coroutine(() -> {
            new Pair("a", switch (value("k", 1)) {
                case 1 -> {
                    try {
                        yield await(tick("b", 1));
                    } finally {
                        log("finally");
                    }
                }
                default -> "other";
            });
            return await(tick("end", 1));
        });
    }

    public static Object innerClass() {
        Constructions outer = new Constructions();
        return coroutine(() -> outer.new Inner(value("a", 1), switch (value("k", 1)) {
            case 1 -> {
                try {
                    yield await(tick("b", 2L));
                } finally {
                    outer.offset++;
                }
            }
            default -> 3L;
        }).sum);
    }

    public static Object assignedAndUsed() {
        return coroutine(() -> {
            Object[] kept = new Object[2];
            Object same;
            kept[await(tick("i", 1))] = same = new Shown(switch (value("k", 1)) {
                case 1 -> {
                    try {
                        yield await(tick("b", 1));
                    } finally {
                        log("finally");
                    }
                }
                default -> "other";
            });
            return kept[1] == same && await(tick("end", true));
        });
    }
}
