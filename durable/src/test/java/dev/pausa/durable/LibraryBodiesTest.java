package dev.pausa.durable;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.AsyncResource.resource;
import static dev.pausa.AsyncResource.with;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A body that is paused inside of the library's own bodies is saved with them. */
class LibraryBodiesTest {
    static Coroutine<String> body(String name) {
        return coroutine(() -> {
            StringBuilder all = new StringBuilder(name);
            await(with(
                    resource(g -> {
                        g.yield(" opened " + suspend("open"));
                        suspend("close");
                    }),
                    got -> all.append(got).append(suspend("inside"))));
            AsyncGenerator<String, Void> letters = asyncGenerator(g -> {
                g.yield(" a");
                g.yield(" b" + suspend("between"));
            });
            await(letters.map(letter -> letter + suspend("map"))
                    .forEach(each -> all.append(each).append(suspend("each"))));
            return all.toString();
        });
    }

    private static final Snapshots SNAPSHOTS = Snapshots.builder()
            .host("bodies", LibraryBodiesTest.class)
            .register("body", 1, LibraryBodiesTest::body)
            .build();

    @Test
    @Rule("V3")
    void resources_that_are_generators_and_operators_are_saved() {
        List<Object> wanted = played(false);
        assertThat(wanted)
                .containsExactly(
                        "open", "inside", "close", "map", "each", "between", "map", "each", "x opened 12 a45 b678");
        assertThat(played(true)).isEqualTo(wanted);
    }

    private static List<Object> played(boolean isSaved) {
        List<Object> seen = new ArrayList<>();
        Coroutine<String> coroutine = SNAPSHOTS.begin("body", "x");
        Step<String> step = coroutine.step(null);
        for (int answer = 1; step instanceof Step.Yielded<?> yielded; answer++) {
            seen.add(yielded.value());
            if (isSaved) {
                String json = SNAPSHOTS.take("body", coroutine).toJson();
                coroutine = SNAPSHOTS.load(Snapshot.parse(json));
            }
            step = coroutine.step(answer);
        }
        seen.add(((Step.Returned<String>) step).value());
        return seen;
    }
}
