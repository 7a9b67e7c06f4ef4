package dev.pausa.durable.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * The files that a job writes exactly once: what counts is in those that are complete.
 *
 * @param folder where they are
 */
record Output(Path folder) {
    void of(DataStream<String> results) {
        results.sinkTo(FileSink.<String>forRowFormat(
                                new org.apache.flink.core.fs.Path(folder.toUri()), new SimpleStringEncoder<>())
                        .withRollingPolicy(OnCheckpointRollingPolicy.build())
                        .build())
                .uid("files");
    }

    private List<Path> complete() throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    int count() throws IOException {
        return complete().size();
    }

    List<String> sorted() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path each : complete()) {
            lines.addAll(Files.readAllLines(each));
        }
        lines.sort(null);
        return lines;
    }

    /** Waits until so many files are complete. */
    void awaitFiles(int count) throws IOException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (complete().size() < count) {
            if (System.nanoTime() > end) {
                throw new AssertionError("only " + complete().size() + " files in " + folder + " after two minutes");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
