package dev.pausa.durable.flink;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names of the types that events have. What is saved names types, and no class is looked for by such a name. */
final class EventTypes {
    private final Map<Class<?>, Set<String>> names = new HashMap<>();

    boolean takes(Wait wait, Object event) {
        String type = wait.type();
        if (type == null || type.equals(event.getClass().getName())) {
            return true;
        }
        return wait.isForEvents()
                && names.computeIfAbsent(event.getClass(), EventTypes::namesOf).contains(type);
    }

    private static Set<String> namesOf(Class<?> type) {
        Set<String> names = new HashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            add(each, names);
        }
        return names;
    }

    private static void add(Class<?> type, Set<String> names) {
        names.add(type.getName());
        for (Class<?> each : type.getInterfaces()) {
            add(each, names);
        }
    }
}
