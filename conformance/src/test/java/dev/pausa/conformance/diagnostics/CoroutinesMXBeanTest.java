package dev.pausa.conformance.diagnostics;

import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.diagnostics.CoroutinesMXBean;
import dev.pausa.diagnostics.Diagnostics;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.List;
import javax.management.JMX;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The MXBean for other processes. */
class CoroutinesMXBeanTest {

    private static CoroutinesMXBean bean() throws Exception {
        return JMX.newMXBeanProxy(
                ManagementFactory.getPlatformMBeanServer(),
                new ObjectName("dev.pausa:type=Coroutines"),
                CoroutinesMXBean.class);
    }

    @AfterEach
    void end() {
        Diagnostics.setTracking(false);
    }

    @Test
    void it_gives_the_dump_in_both_forms() throws Exception {
        Diagnostics.setTracking(true);
        Coroutine<Object> c = started(coroutine("Orders.load", () -> {
            int count = 3;
            Object given = suspend("s");
            return List.of(count, given);
        }));

        assertThat(bean().getLiveCount()).isEqualTo(1);
        assertThat(bean().dumpText())
                .contains("1 object in 1 chain\n", " coroutine \"Orders.load\" suspended, ", "\n    | int count = 3\n");
        assertThat(bean().dumpJson())
                .startsWith("{\"takenAt\":")
                .contains("\"name\":\"Orders.load\",\"state\":\"SUSPENDED\"")
                .contains("\"locals\":[{\"name\":\"count\",\"type\":\"int\",\"value\":\"3\"}]");
        Reference.reachabilityFence(c);
    }

    /** It stays when tracking is off, and can switch it on again. */
    @Test
    void it_switches_tracking() throws Exception {
        Diagnostics.setTracking(true);
        assertThat(bean().isTracking()).isTrue();
        bean().setTracking(false);

        assertThat(Diagnostics.isTracking()).isFalse();
        assertThat(bean().isTracking()).isFalse();
        assertThat(bean().getLiveCount()).isZero();
        assertThatThrownBy(() -> bean().dumpText())
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("tracking is off");
        bean().setTracking(true);
        assertThat(Diagnostics.isTracking()).isTrue();
    }
}
