package dev.pausa.benchmarks.report;

import dev.pausa.benchmarks.NotFor;
import dev.pausa.benchmarks.Workload;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * One method of a workload with values for its parameters.
 *
 * @param workload the workload's class
 * @param peer whose case it is
 * @param method the peer's method
 * @param parameters the values by the names of the fields
 * @param collector the garbage collector
 */
record Case(
        Class<? extends Workload> workload,
        Peer peer,
        Method method,
        Map<String, String> parameters,
        Collector collector) {
    /** Returns the cases of all peers, in the order of the tables. */
    static List<Case> all(Class<? extends Workload> workload, Map<String, String> parameters, Collector collector) {
        List<Case> cases = new ArrayList<>();
        for (Peer peer : Peer.values()) {
            for (Method method : workload.getMethods()) {
                if (method.isAnnotationPresent(Benchmark.class)
                        && method.getName().equals(peer.method())) {
                    cases.add(new Case(workload, peer, method, parameters, collector));
                }
            }
        }
        return cases;
    }

    /** Returns the values that a workload wants for one of its parameters. */
    static List<String> values(Class<? extends Workload> workload, String parameter) {
        for (Field field : workload.getFields()) {
            if (field.getName().equals(parameter)) {
                return List.of(field.getAnnotation(Param.class).value());
            }
        }
        throw new IllegalArgumentException(workload + " has no parameter " + parameter);
    }

    /** Returns the names of a workload's parameters. */
    static List<String> parameters(Class<? extends Workload> workload) {
        List<String> names = new ArrayList<>();
        for (Field field : workload.getFields()) {
            if (field.isAnnotationPresent(Param.class)) {
                names.add(field.getName());
            }
        }
        return names;
    }

    /** Why it is not run, or null. */
    @Nullable
    String missing() {
        String missing = peer.missing();
        for (NotFor notFor : method.getAnnotationsByType(NotFor.class)) {
            if (parameters.containsValue(notFor.value())) {
                missing = notFor.because();
            }
        }
        return missing;
    }

    @Override
    public String toString() {
        return workload.getSimpleName() + "." + peer.id + parameters + collector.inNames();
    }
}
