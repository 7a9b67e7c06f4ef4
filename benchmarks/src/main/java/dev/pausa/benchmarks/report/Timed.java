package dev.pausa.benchmarks.report;

import dev.pausa.benchmarks.Workload;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/**
 * A workload that JMH runs, and the scripts.
 *
 * @param corner what the columns are
 * @param columns the variants
 */
record Timed(String id, String title, String explanation, String corner, List<Column> columns) implements Section {
    /**
     * One variant.
     *
     * @param label what it is called in the table and in the scripts
     * @param workload the class with the peers' methods
     * @param parameters values for its parameters
     * @param collector the garbage collector
     */
    record Column(
            String label, Class<? extends Workload> workload, Map<String, String> parameters, Collector collector) {
        Column(String label, Class<? extends Workload> workload, Map<String, String> parameters) {
            this(label, workload, parameters, Collector.G1);
        }

        /** Of a workload whose parameters have one value each. */
        static Column of(String label, Class<? extends Workload> workload) {
            Map<String, String> parameters = new LinkedHashMap<>();
            Case.parameters(workload)
                    .forEach(name ->
                            parameters.put(name, Case.values(workload, name).get(0)));
            return new Column(label, workload, parameters);
        }
    }

    /** One column for each value of the workload's first parameter. */
    static Timed of(String id, String title, String explanation, String corner, Class<? extends Workload> workload) {
        String parameter = Case.parameters(workload).get(0);
        List<Column> columns = Case.values(workload, parameter).stream()
                .map(value -> new Column(value, workload, Map.of(parameter, value)))
                .toList();
        return new Timed(id, title, explanation, corner, columns);
    }

    @Override
    public String measure(Run run) throws Exception {
        return markdown(results(run));
    }

    String markdown(Results results) {
        return results.times.markdown(corner, true)
                + "\nBytes allocated for the same:\n\n"
                + results.bytes.markdown(corner, false);
    }

    /** Both tables. */
    record Results(Table times, Table bytes) {}

    Results results(Run run) throws IOException, InterruptedException, CommandLineOptionException {
        List<String> labels = columns.stream().map(Column::label).toList();
        Results results = new Results(new Table(labels), new Table(labels));
        for (Column column : columns) {
            for (Case one : Case.all(column.workload, column.parameters, column.collector)) {
                if (!run.settings().wants(one.peer())) {
                    continue;
                }
                Jmh.Outcome outcome = run.jmh().measure(one);
                results.times.put(one.peer(), column.label, outcome.nanoseconds());
                results.bytes.put(one.peer(), column.label, outcome.bytes());
            }
        }
        for (Script script : Script.values()) {
            script.measure(id, results.times, run.settings());
        }
        return results;
    }
}
