package dev.pausa.conformance.diagnostics;

import dev.pausa.diagnostics.Diagnostics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Records what the flight recorder is told during a test. */
abstract class FlightRecorderFixture {
    @TempDir
    Path folder;

    Recording recording;

    @BeforeEach
    void begin() {
        Diagnostics.setFlightRecording(true);
        recording = new Recording();
        recording.start();
    }

    @AfterEach
    void end() {
        Diagnostics.setFlightRecording(false);
        recording.close();
    }

    /** The events of Pausa's so far whose names, without the package, are wanted; the earliest first. */
    final List<RecordedEvent> events(Predicate<String> isWanted) throws IOException {
        Path file = folder.resolve("events.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.pausa."))
                .filter(event -> isWanted.test(nameOf(event)))
                .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .toList();
    }

    static String nameOf(RecordedEvent event) {
        return event.getEventType().getName().substring("dev.pausa.".length());
    }
}
