package dev.pausa.conformance.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.pausa.Awaitable;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.NeverAwaited;
import dev.pausa.diagnostics.Diagnostics.Unawaited;
import dev.pausa.diagnostics.Diagnostics.Unraisable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Each setting can be read, so that what a test changes can be put back as it was. */
class DiagnosticsSettingsTest {

    @Test
    void the_modes() {
        readsBack(Diagnostics::neverAwaited, Diagnostics::setNeverAwaited, NeverAwaited.ALWAYS);
        readsBack(Diagnostics::originTracking, Diagnostics::setOriginTracking, 3);
        readsBack(Diagnostics::isClosing, Diagnostics::setClosing, !Diagnostics.isClosing());
        readsBack(Diagnostics::isTracking, Diagnostics::setTracking, !Diagnostics.isTracking());
        readsBack(Diagnostics::isFlightRecording, Diagnostics::setFlightRecording, !Diagnostics.isFlightRecording());
        readsBack(Diagnostics::isAwaitTraces, Diagnostics::setAwaitTraces, !Diagnostics.isAwaitTraces());
    }

    @Test
    void the_handlers() {
        Consumer<Unawaited> forUnawaited = unawaited -> {};
        Consumer<Unraisable> forUnraisable = unraisable -> {};
        Consumer<Awaitable<Void>> closing = awaitable -> {};
        Executor executor = Runnable::run;
        readsBack(Diagnostics::neverAwaitedHandler, Diagnostics::setNeverAwaitedHandler, forUnawaited);
        readsBack(Diagnostics::unraisableHandler, Diagnostics::setUnraisableHandler, forUnraisable);
        readsBack(Diagnostics::asyncGeneratorCloser, Diagnostics::setAsyncGeneratorCloser, closing);
        readsBack(Diagnostics::closer, Diagnostics::setCloser, executor);
    }

    private static <T, U extends T> void readsBack(Supplier<T> getter, Consumer<T> setter, U other) {
        T before = getter.get();
        assertThat(before).isNotEqualTo(other);
        try {
            setter.accept(other);
            assertThat(getter.get()).isEqualTo(other);
        } finally {
            setter.accept(before);
        }
        assertThat(getter.get()).isEqualTo(before);
    }

    @Test
    void a_driver_reports_what_it_cannot_throw() {
        List<Unraisable> reported = new ArrayList<>();
        Unraisable unraisable = new Unraisable("Exception ignored in my driver", new IllegalStateException());
        Consumer<? super Unraisable> before = Diagnostics.unraisableHandler();
        try {
            Diagnostics.setUnraisableHandler(reported::add);
            Diagnostics.report(unraisable);
        } finally {
            Diagnostics.setUnraisableHandler(before);
        }
        assertThat(reported).containsExactly(unraisable);
        assertThatNullPointerException()
                .isThrownBy(() -> Diagnostics.report(null))
                .withMessage("unraisable");
    }
}
