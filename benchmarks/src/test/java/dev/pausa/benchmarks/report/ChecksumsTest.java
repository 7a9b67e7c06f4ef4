package dev.pausa.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.benchmarks.Workload;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every peer computes what it should, in every workload: each method is run twice, and checks its own result. */
class ChecksumsTest {
    private static final Map<String, List<String>> SMALL = Map.of(
            "nodes", List.of("1", "2", "3", "1000"),
            "awaits", List.of("0", "1", "1000"),
            "coroutines", List.of("50", "1000"),
            "tasks", List.of("1000"));

    private static final long STACK = 64 << 20;

    /** All that can run on this JDK; what is rewritten runs the methods that are not. */
    static Stream<Case> cases() {
        return Suite.workloads().stream()
                .flatMap(workload -> combinations(workload).stream()
                        .flatMap(parameters -> Case.all(workload, parameters, Collector.G1).stream()))
                .filter(one -> one.peer() != Peer.PAUSA_AHEAD && one.missing() == null);
    }

    /** All combinations of the parameters' values, with smaller ones where the workload is large. */
    private static List<Map<String, String>> combinations(Class<? extends Workload> workload) {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (String parameter : Case.parameters(workload)) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (String value : SMALL.getOrDefault(parameter, Case.values(workload, parameter))) {
                for (Map<String, String> shorter : combinations) {
                    Map<String, String> parameters = new LinkedHashMap<>(shorter);
                    parameters.put(parameter, value);
                    longer.add(parameters);
                }
            }
            combinations = longer;
        }
        return combinations;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyPeerComputesTheSame(Case one) throws Exception {
        Workload workload = one.workload().getConstructor().newInstance();
        for (Map.Entry<String, String> parameter : one.parameters().entrySet()) {
            Field field = one.workload().getField(parameter.getKey());
            field.set(
                    workload,
                    field.getType() == int.class
                            ? (Object) Integer.valueOf(parameter.getValue())
                            : parameter.getValue());
        }
        FutureTask<Object> task = new FutureTask<>(() -> {
            one.method().invoke(workload);
            return one.method().invoke(workload);
        });
        new Thread(null, task, "workload", STACK).start();
        assertThat(task.get()).isNotNull();
    }
}
