package dev.pausa.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void nothingSaidMeansAllWorkloads() {
        Settings settings = Settings.parse();
        assertThat(Suite.SECTIONS).allMatch(section -> settings.wants(section.id()));
        assertThat(settings.out()).isNull();
        assertThat(settings.quick()).isFalse();
    }

    @Test
    void optionsAndWorkloadsAreTakenInAnyOrder() {
        Settings settings = Settings.parse("send", "--quick", "depth", "--out", "x.md");
        assertThat(settings.workloads()).containsExactly("send", "depth");
        assertThat(settings.wants("tree")).isFalse();
        assertThat(settings.quick()).isTrue();
        assertThat(settings.out()).isEqualTo(Path.of("x.md"));
    }

    @Test
    void optionsOfJmhReplaceTheDefaultOnes() {
        assertThat(Settings.parse("send", "--", "-f", "1").jmh()).containsExactly("-f", "1");
    }

    @Test
    void peersAreChosenByTheirIds() {
        Settings settings = Settings.parse("--peers", "pausa,pausaAhead");
        assertThat(settings.wants(Peer.PAUSA)).isTrue();
        assertThat(settings.wants(Peer.PAUSA_AHEAD)).isTrue();
        assertThat(settings.wants(Peer.KOTLIN)).isFalse();
        assertThat(Settings.parse().wants(Peer.KOTLIN)).isTrue();
    }

    @Test
    void unknownPeerIsRefused() {
        assertThatThrownBy(() -> Settings.parse("--peers", "kotlni"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no peer kotlni; there are handReturned, hand, pausa, pausaAhead,");
    }

    @Test
    void unknownWorkloadIsRefused() {
        assertThatThrownBy(() -> Settings.parse("sned"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "there is no workload sned; there are generator, send, collectors, large, await, depth,"
                                + " young, walk, raise, close, tree, scheduler, channel, switch, join, ready, sleep,"
                                + " size, start");
    }

    @Test
    void optionWithoutItsValueIsRefused() {
        assertThatThrownBy(() -> Settings.parse("--out"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--out needs a value");
    }
}
