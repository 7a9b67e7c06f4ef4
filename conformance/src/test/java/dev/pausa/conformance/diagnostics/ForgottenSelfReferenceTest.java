package dev.pausa.conformance.diagnostics;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Forgotten objects whose bodies lead to them. By finalization they are closed. By phantom references they cannot be:
 * such an object is told of, once for each body, and is not kept.
 */
@Timeout(120)
class ForgottenSelfReferenceTest {
    private static final Logger LOGGER = Logger.getLogger("dev.pausa");

    private final List<Object> log = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Forgetting forgetting;
    private WeakReference<Object> kept = new WeakReference<>(null);

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord told) {
            assertThat(told.getLevel()).isEqualTo(Level.WARNING);
            warnings.add(told.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeAll
    static void settle() throws InterruptedException {
        Forgetting.settle();
    }

    @BeforeEach
    void begin() throws InterruptedException {
        forgetting = new Forgetting();
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void end() {
        LOGGER.removeHandler(handler);
        LOGGER.setUseParentHandlers(true);
        forgetting.close();
    }

    /** A body that captured the object that holds its coroutine. */
    private final class Task {
        Coroutine<Object> self;

        void begin() {
            self = coroutine("task", () -> {
                try {
                    return suspend(this);
                } finally {
                    log.add("finally");
                    self = null;
                }
            });
            self.send(null);
            kept = new WeakReference<>(this);
        }
    }

    private void assertClosedOrTold(String name, Forgetting.Drop drop) throws Exception {
        forgetting.drop(1, drop);
        if (!Forgetting.isByPhantoms()) {
            assertThat(log).containsExactly("finally");
            return;
        }
        assertThat(log).isEmpty();
        assertThat(warnings)
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .startsWith("coroutine '" + name + "' is not closed if it is forgotten: its body, paused at ")
                        .endsWith("has a variable that leads to the coroutine itself, and without finalization it is"
                                + " never seen to be out of reach; close it, or keep it out of its own variables"));
        for (int i = 0; i < 500 && kept.get() != null; i++) {
            System.gc();
        }
        assertThat(kept.get()).isNull();
        forgetting.dropUnnoticed(drop); // once for each body
        assertThat(warnings).hasSize(1);
    }

    @Test
    void fi_010_by_a_field_of_what_the_body_captured() throws Exception {
        assertClosedOrTold("task", () -> new Task().begin());
    }

    @Test
    void by_an_array() throws Exception {
        assertClosedOrTold("array", () -> {
            Coroutine<?>[] self = new Coroutine<?>[1];
            self[0] = coroutine("array", () -> {
                try {
                    return suspend(self.length);
                } finally {
                    log.add("finally");
                    self[0] = null;
                }
            });
            self[0].send(null);
            kept = new WeakReference<>(self);
        });
    }

    @Test
    void by_a_reference_in_what_it_awaits() throws Exception {
        assertClosedOrTold("outer", () -> {
            AtomicReference<Coroutine<?>> self = new AtomicReference<>();
            Coroutine<Object> inner = coroutine("inner", () -> {
                try {
                    return suspend(1);
                } finally {
                    log.add("finally");
                    self.set(null);
                }
            });
            self.set(coroutine("outer", () -> await(inner)));
            self.get().send(null);
            kept = new WeakReference<>(self);
        });
    }
}
