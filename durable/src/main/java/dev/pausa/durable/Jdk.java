package dev.pausa.durable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The JDK's objects that can be saved, by the names that data has for them. */
final class Jdk {
    private Jdk() {}

    /** What is made empty and then filled. */
    static final Map<String, Supplier<Object>> MUTABLE = new LinkedHashMap<>();

    /** The same of those that have an order, made with it. */
    static final Map<String, Class<?>> SORTED =
            Map.of("TreeSet", TreeSet.class, "TreeMap", TreeMap.class, "PriorityQueue", PriorityQueue.class);

    /** What is made of its elements, which must be there before. */
    static final Map<String, Class<?>> IMMUTABLE = Map.of(
            "List.of", List.class,
            "Set.of", Set.class,
            "Map.of", Map.class,
            "asList", List.class,
            "Optional", Optional.class,
            "entry", Map.Entry.class);

    private static final Map<Class<?>, String> NAMES = new HashMap<>();

    static {
        List<Supplier<Object>> makers = List.of(
                ArrayList::new,
                LinkedList::new,
                ArrayDeque::new,
                CopyOnWriteArrayList::new,
                ConcurrentLinkedQueue::new,
                ConcurrentLinkedDeque::new,
                HashSet::new,
                LinkedHashSet::new,
                HashMap::new,
                LinkedHashMap::new,
                ConcurrentHashMap::new,
                AtomicInteger::new,
                AtomicLong::new,
                AtomicBoolean::new,
                AtomicReference::new,
                StringBuilder::new,
                Object::new);
        for (Supplier<Object> maker : makers) {
            Class<?> type = maker.get().getClass();
            MUTABLE.put(type.getSimpleName(), maker);
            NAMES.put(type, type.getSimpleName());
        }
        SORTED.forEach((name, type) -> NAMES.put(type, name));
    }

    /** Returns the name of what an object is, or null if it is none of these. */
    static @Nullable String nameOf(Object object) {
        String name = NAMES.get(object.getClass());
        if (name != null) {
            return name;
        }
        String type = object.getClass().getName();
        if (type.startsWith("java.util.ImmutableCollections$") && !type.contains("Sub")) {
            return object instanceof List ? "List.of" : object instanceof Set ? "Set.of" : "Map.of";
        }
        return switch (type) {
            case "java.util.Arrays$ArrayList" -> "asList";
            case "java.util.Collections$EmptyList", "java.util.Collections$SingletonList" -> "List.of";
            case "java.util.Collections$EmptySet", "java.util.Collections$SingletonSet" -> "Set.of";
            case "java.util.Collections$EmptyMap", "java.util.Collections$SingletonMap" -> "Map.of";
            case "java.util.Optional" -> "Optional";
            default -> object instanceof Map.Entry && object.getClass().getClassLoader() == null ? "entry" : null;
        };
    }

    /** Returns the order that a collection was made with; null for that of its elements. */
    static @Nullable Object order(Object object) {
        if (object instanceof TreeSet<?> set) {
            return set.comparator();
        }
        return object instanceof TreeMap<?, ?> map ? map.comparator() : ((PriorityQueue<?>) object).comparator();
    }

    /** Returns what is in an object: elements, or keys and values in turn. */
    static List<@Nullable Object> contents(Object object) {
        List<@Nullable Object> contents = new ArrayList<>();
        if (object instanceof Collection<?> collection) {
            contents.addAll(collection);
        } else if (object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> Collections.addAll(contents, key, value));
        } else if (object instanceof Map.Entry<?, ?> entry) {
            Collections.addAll(contents, entry.getKey(), entry.getValue());
        } else if (object instanceof Optional<?> optional) {
            optional.ifPresent(contents::add);
        } else if (object instanceof AtomicReference<?> reference) {
            contents.add(reference.get());
        } else if (object instanceof AtomicBoolean flag) {
            contents.add(flag.get());
        } else if (object instanceof AtomicInteger number) {
            contents.add(number.get());
        } else if (object instanceof AtomicLong number) {
            contents.add(number.get());
        } else if (object instanceof StringBuilder text) {
            contents.add(text.toString());
        }
        return contents;
    }

    /** Whether what an object holds must be complete before it is put in: it is asked for hashes, or compared. */
    static boolean needsComplete(Object object) {
        return object instanceof Set || object instanceof Map || object instanceof PriorityQueue;
    }

    @SuppressWarnings("unchecked") // the body is told by the JVM if a type is not the right one
    static Object sorted(String name, @Nullable Object order) {
        Comparator<Object> comparator = (Comparator<Object>) order;
        return switch (name) {
            case "TreeSet" -> new TreeSet<>(comparator);
            case "TreeMap" -> new TreeMap<>(comparator);
            default -> new PriorityQueue<>(comparator);
        };
    }

    static Object immutable(String name, List<@Nullable Object> contents) {
        return switch (name) {
            case "List.of" -> contents.contains(null) ? contents.stream().toList() : List.copyOf(contents);
            case "Set.of" -> Set.copyOf(contents);
            case "asList" -> Arrays.asList(contents.toArray());
            case "Optional" -> contents.isEmpty() ? Optional.empty() : Optional.of(contents.get(0));
            case "entry" ->
                Collections.unmodifiableMap(map(contents)).entrySet().iterator().next();
            default -> Map.copyOf(map(contents));
        };
    }

    private static Map<Object, Object> map(List<@Nullable Object> contents) {
        Map<Object, Object> map = new LinkedHashMap<>();
        fill(map, contents);
        return map;
    }

    @SuppressWarnings("unchecked") // as for sorted
    static void fill(Object object, List<@Nullable Object> contents) {
        if (object instanceof Collection<?> collection) {
            ((Collection<Object>) collection).addAll(contents);
        } else if (object instanceof Map<?, ?> map) {
            for (int i = 0; i < contents.size(); i += 2) {
                ((Map<Object, Object>) map).put(contents.get(i), contents.get(i + 1));
            }
        } else if (object instanceof AtomicReference<?> reference) {
            ((AtomicReference<Object>) reference).set(contents.get(0));
        } else if (object instanceof AtomicBoolean flag) {
            flag.set((Boolean) contents.get(0));
        } else if (object instanceof AtomicInteger number) {
            number.set((Integer) contents.get(0));
        } else if (object instanceof AtomicLong number) {
            number.set((Long) contents.get(0));
        } else if (object instanceof StringBuilder text) {
            text.append((String) contents.get(0));
        }
    }

    /** Returns whether an iterator goes through a collection of the JDK's, and can be gone through to its end. */
    static boolean isIterator(Object object) {
        Class<?> type = object.getClass();
        if (!(object instanceof Iterator<?>) || type.getClassLoader() != null) {
            return false;
        }
        Class<?> around = type.getEnclosingClass();
        boolean isOfCollection = around != null
                && (Collection.class.isAssignableFrom(around)
                        || Map.class.isAssignableFrom(around)
                        || around == Arrays.class
                        || around == Collections.class
                        || around.getName().startsWith("java.util.ImmutableCollections"));
        return isOfCollection && type.getPackageName().startsWith("java.util");
    }

    /** The JDK's exceptions that data may name, and the library's. */
    static final Map<String, Class<?>> THROWABLES = new LinkedHashMap<>();

    static {
        for (Class<?> type : List.of(
                Throwable.class,
                Exception.class,
                RuntimeException.class,
                Error.class,
                AssertionError.class,
                ArithmeticException.class,
                ArrayIndexOutOfBoundsException.class,
                ArrayStoreException.class,
                ClassCastException.class,
                CloneNotSupportedException.class,
                IllegalArgumentException.class,
                IllegalStateException.class,
                IndexOutOfBoundsException.class,
                InterruptedException.class,
                NegativeArraySizeException.class,
                NullPointerException.class,
                NumberFormatException.class,
                OutOfMemoryError.class,
                StackOverflowError.class,
                StringIndexOutOfBoundsException.class,
                UnsupportedOperationException.class,
                java.io.IOException.class,
                java.io.UncheckedIOException.class,
                java.util.ConcurrentModificationException.class,
                java.util.NoSuchElementException.class,
                java.util.concurrent.CancellationException.class,
                java.util.concurrent.ExecutionException.class,
                java.util.concurrent.TimeoutException.class,
                dev.pausa.GeneratorExit.class)) {
            THROWABLES.put(type.getSimpleName(), type);
        }
        addMatchException();
    }

    /** What patterns throw themselves, from Java 21 on. */
    private static void addMatchException() {
        try {
            THROWABLES.put("MatchException", Class.forName("java.lang.MatchException"));
        } catch (ClassNotFoundException older) {
            return; // then no class here has patterns that throw it
        }
    }
}
