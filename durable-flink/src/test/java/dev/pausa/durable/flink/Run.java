package dev.pausa.durable.flink;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.OutputTag;

/** Runs jobs to their ends. */
final class Run {
    private Run() {}

    static final OutputTag<DeadLetter> DEAD = new OutputTag<>("dead") {};
    static final OutputTag<String> ASIDE = new OutputTag<>("aside") {};

    /** Returns what a job gives, as texts in their order. */
    static List<String> all(DataStream<?> stream) throws Exception {
        List<String> all = new ArrayList<>();
        try (CloseableIterator<?> results = stream.executeAndCollect()) {
            results.forEachRemaining(each -> all.add(each.toString()));
        }
        return all;
    }

    /** Returns what a body gives for a script; and for each dead letter its key and failure. */
    static List<String> of(Script script, CoroutineFunction<String, Event, String> function) throws Exception {
        SingleOutputStreamOperator<String> results =
                script.in(Cluster.environment(0)).process(function).uid("body");
        return all(withDeadLetters(results));
    }

    static DataStream<String> withDeadLetters(SingleOutputStreamOperator<String> results) {
        return results.union(
                results.getSideOutput(ASIDE).map(text -> "aside " + text),
                results.getSideOutput(DEAD)
                        .map(letter -> "dead " + letter.key() + " " + letter.event() + " " + letter.failure()));
    }

    /** Returns all that a failure says. */
    static String messages(Throwable thrown) {
        StringBuilder all = new StringBuilder();
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            all.append(each.getMessage()).append('\n');
        }
        return all.toString();
    }
}
