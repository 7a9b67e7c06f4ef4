package dev.pausa.durable;

import static dev.pausa.AsyncResource.with;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.AsyncResource;
import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.StopIteration;
import java.io.InputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** Bodies that are saved. */
final class Flows {
    private Flows() {}

    interface Call extends Serializable {
        Object run() throws Exception;
    }

    /** Yields its name, and when it is resumed runs its call. */
    static final class Step implements Awaitable<Object>, AwaitIterator<Object> {
        private final String name;
        private final Call call;
        private boolean isAsked;

        Step(String name, Call call) {
            this.name = name;
            this.call = call;
        }

        @Override
        public AwaitIterator<Object> awaitIterator() {
            return this;
        }

        @Override
        public Object next() {
            if (!isAsked) {
                isAsked = true;
                return name;
            }
            try {
                throw new StopIteration(call.run());
            } catch (StopIteration end) {
                throw end;
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    static Step step(String name, Call call) {
        return new Step(name, call);
    }

    static Step calling(String name) {
        return step(name, () -> "called " + name);
    }

    record Item(String name, BigDecimal price) {}

    enum Mood {
        CALM,
        WILD
    }

    static final class Cart {
        final List<Item> items = new ArrayList<>();
        Cart other;
        Mood mood = Mood.CALM;
        transient Object cache = new Object();
    }

    static Coroutine<Object> charge(Integer id) {
        return coroutine(() -> await(step("charge", () -> "paid " + id)));
    }

    static final List<String> LEFT = new ArrayList<>();

    static Coroutine<Object> guarded(String name) {
        return coroutine(() -> {
            try {
                return suspend(name);
            } finally {
                LEFT.add(name);
            }
        });
    }

    static Coroutine<String> aliases(String name) {
        return coroutine(() -> {
            Cart one = new Cart();
            Cart two = new Cart();
            one.other = two;
            two.other = one;
            List<Object> list = new ArrayList<>();
            list.add(list);
            list.add(one);
            Map<Object, Object> map = new HashMap<>(Map.of("cart", one, name, list));
            Coroutine<Object> inner = coroutine(() -> list.isEmpty() ? null : suspend("inner " + map.size()));
            Object got = await(inner);
            return "" + (one.other.other == one) + (list.get(0) == list) + (list.get(1) == map.get("cart"))
                    + (map.get(name) == list) + one.mood + (one.cache == null) + got;
        });
    }

    static Coroutine<String> loops(List<String> names) {
        return coroutine(() -> {
            String all = "";
            for (String name : names) {
                for (Map.Entry<String, Integer> each :
                        new TreeSetOf(names).counts().entrySet()) {
                    all += name + each.getKey() + each.getValue() + suspend(name) + " ";
                }
            }
            return all;
        });
    }

    record TreeSetOf(List<String> names) {
        Map<String, Integer> counts() {
            Map<String, Integer> counts = new java.util.TreeMap<>();
            new TreeSet<>(names).forEach(name -> counts.put(name, name.length()));
            return counts;
        }
    }

    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        final int code;

        Refusal(String message, int code) {
            super(message);
            this.code = code;
        }
    }

    static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unknown(String message, Throwable cause) {
            super(message, cause);
        }
    }

    static Coroutine<Object> failing(RuntimeException failure) {
        return coroutine(() -> {
            try {
                throw failure;
            } finally {
                suspend("in finally");
            }
        });
    }

    static Coroutine<String> refusing(String text) {
        return coroutine(() -> {
            try {
                throw new Refusal(text, 7);
            } catch (Refusal refusal) {
                suspend("caught");
                return refusal.getMessage() + refusal.code;
            }
        });
    }

    static Coroutine<Object> holding(Object value) {
        return coroutine(() -> {
            Object held = value;
            suspend("pause");
            return held;
        });
    }

    static Coroutine<Object> holdingInside(Object value) {
        return coroutine(() -> {
            Cart cart = new Cart();
            Object[] deep = {List.of(new Object[] {value}), cart};
            await(coroutine(() -> suspend(deep)));
            return deep;
        });
    }

    static Coroutine<Object> random(String name) {
        return coroutine(() -> {
            Random random = new Random(1);
            suspend(name);
            return random.nextInt();
        });
    }

    static Coroutine<Object> open(InputStream in) {
        return coroutine(() -> {
            suspend("read");
            return in.read();
        });
    }

    static Coroutine<String> times(Instant from) {
        return coroutine(() -> {
            long wide = 1L << 60;
            double half = 0.1;
            char c = '\u0000';
            boolean yes = true;
            byte[] bytes = {1, -1};
            suspend("pause");
            return from + " " + wide + half + (int) c + yes + bytes[1];
        });
    }

    static final class Door implements AsyncResource<String> {
        @Override
        public Awaitable<String> enter() {
            return coroutine(() -> suspend("enter") + "ed");
        }

        @Override
        public Awaitable<Boolean> exit(Throwable thrown) {
            return coroutine(() -> {
                suspend("exit");
                return false;
            });
        }
    }

    static Coroutine<String> resources(String name) {
        return coroutine(() -> {
            StringBuilder all = new StringBuilder(name);
            await(with(new Door(), entered -> all.append(entered).append(suspend("inside"))));
            return all.toString();
        });
    }

    static Coroutine<String> generators(String name) {
        return coroutine(() -> {
            Generator<Object, Object, Void> numbers = Generator.generator(g -> {
                for (int i = 0; i < 5; i++) {
                    g.yield(name + i);
                }
            });
            Iterator<Object> same = numbers;
            String all = "" + numbers.next();
            while (numbers.hasNext()) {
                suspend("pause");
                all += same.next();
            }
            return all;
        });
    }
}
