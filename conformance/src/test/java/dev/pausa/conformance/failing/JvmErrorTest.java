package dev.pausa.conformance.failing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The JVM fails once, or from then on, at each allocation and at each call of a drive. */
class JvmErrorTest {
    private static final InjectingLoader LOADER = new InjectingLoader();

    static Stream<Arguments> all() {
        return Scenes.names().stream()
                .flatMap(name -> Stream.of(Injected.Place.values()).map(place -> Arguments.of(name, place)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void leaves_nothing_running_and_runs_each_finally_once(String scene, Injected.Place place) throws Exception {
        @SuppressWarnings("unchecked")
        var sweep = (BiFunction<String, Injected.Place, List<String>>)
                LOADER.loadClass(Sweep.class.getName()).getConstructor().newInstance();
        assertThat(sweep.apply(scene, place)).isEmpty();
    }
}
