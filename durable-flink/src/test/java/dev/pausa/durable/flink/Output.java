package dev.pausa.durable.flink;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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

    /**
     * Lists names alone: what is being written is renamed meanwhile, and a walk would look for it under its old name.
     */
    private List<Path> complete() throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.exists(folder)) {
            for (Path bucket : listed(folder)) {
                files.addAll(listed(bucket));
            }
        }
        return files;
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                folder, file -> !file.getFileName().toString().startsWith("."))) {
            List<Path> all = new ArrayList<>();
            files.forEach(all::add);
            return all;
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
