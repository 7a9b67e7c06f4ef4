package dev.pausa.conformance.diagnostics;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.diagnostics.Diagnostics;
import java.io.IOException;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the flight recorder is told of the life of an object. Of its drives: {@link ResumedEventsTest}. */
@Timeout(120)
@SuppressWarnings("pausa:dropped")
class FlightRecorderTest extends FlightRecorderFixture {
    private List<RecordedEvent> events() throws IOException {
        return events(name -> !name.equals("Resumed"));
    }

    private static List<String> looks(List<RecordedEvent> events) {
        return events.stream()
                .map(event -> nameOf(event) + " " + event.getString("kind") + " " + event.getString("body"))
                .toList();
    }

    @Test
    void an_object_is_created_and_closed() throws IOException {
        Coroutine<Object> c = coroutine("c", () -> suspend(1));
        String place = c.location().toString();
        started(c).step(null);

        List<RecordedEvent> events = events();
        assertThat(looks(events)).containsExactly("Created coroutine c", "Closed coroutine c");
        assertThat(events).extracting(event -> event.getString("location")).containsOnly(place);
        assertThat(events.get(0).getLong("object"))
                .isPositive()
                .isEqualTo(events.get(1).getLong("object"));
        assertThat(events.get(0).getStackTrace()).isNotNull();
        assertThat(events.get(1).getStackTrace()).isNull();
    }

    /** Also where it never had a frame of its own. */
    @Test
    void every_end_is_told_once() throws IOException {
        Coroutine<Object> unpaused = coroutine("unpaused", () -> await(coroutine("inner", () -> suspendIf(false))));
        unpaused.step(null);
        coroutine("plain", () -> {}).step(null);
        coroutine("closed fresh", () -> suspend(1)).close();
        Coroutine<Object> paused = started(coroutine("closed paused", () -> suspend(1)));
        paused.close();
        Coroutine<Object> failing = coroutine("failing", () -> {
            if (failing()) {
                throw new IOException("f");
            }
            return suspend(1);
        });
        assertThatThrownBy(() -> failing.step(null)).isExactlyInstanceOf(IOException.class);
        Generator<Object, Object, Void> generator = generator(y -> y.yield(1));
        generator.setName("g");
        generator.send(null);
        generator.close();

        assertThat(looks(events()).stream().filter(look -> look.startsWith("Closed")))
                .containsExactly(
                        "Closed coroutine inner",
                        "Closed coroutine unpaused",
                        "Closed coroutine plain",
                        "Closed coroutine closed fresh",
                        "Closed coroutine closed paused",
                        "Closed coroutine failing",
                        "Closed generator g");
    }

    private static boolean failing() {
        return true;
    }

    private static Object suspendIf(boolean isWanted) {
        return isWanted;
    }

    /** The wrapped prototype is begun from the drive loop, too. */
    @Test
    void a_deep_chain_is_recorded_whole() throws IOException {
        Coroutine<Object> chain = coroutine("leaf", () -> suspend(1));
        for (int i = 0; i < 1_000; i++) {
            Coroutine<Object> inner = chain;
            chain = coroutine("level", () -> await(inner));
        }
        started(chain);
        assertThat(chain.step("end").toString()).isEqualTo("Returned[value=end]");

        List<String> looks = looks(events());
        assertThat(looks).filteredOn("Created coroutine level"::equals).hasSize(1_000);
        assertThat(looks).filteredOn("Closed coroutine level"::equals).hasSize(1_000);
        assertThat(looks).hasSize(2_002);
    }

    @Test
    void forgotten_ones_are_told() throws Exception {
        Forgetting.settle();
        try (Forgetting forgetting = new Forgetting()) {
            forgetting.drop(1, () -> coroutine("unawaited", () -> suspend(1)));
            forgetting.drop(
                    1,
                    () -> started(coroutine("leaked", () -> {
                        try {
                            return suspend(1);
                        } finally {
                            suspendIf(true);
                        }
                    })));
        }

        assertThat(looks(events()))
                .filteredOn(look -> look.endsWith(" unawaited") || look.endsWith(" leaked")) // not what others dropped
                .containsExactly(
                        "Created coroutine unawaited",
                        "NeverAwaited coroutine unawaited",
                        "Created coroutine leaked",
                        "Leaked coroutine leaked",
                        "Closed coroutine leaked");
    }

    @Test
    void nothing_is_told_when_it_is_off() throws IOException {
        Diagnostics.setFlightRecording(false);
        started(coroutine("c", () -> suspend(1))).close();

        assertThat(events()).isEmpty();
    }
}
