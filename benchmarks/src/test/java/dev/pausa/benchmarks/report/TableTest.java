package dev.pausa.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static Table table() {
        Table table = new Table(List.of("young", "old"));
        table.put(Peer.KOTLIN, "young", Cell.of(4));
        table.put(Peer.KOTLIN, "old", Cell.none("it is too slow"));
        table.put(Peer.PAUSA, "young", new Cell(1.5, 0.25, ""));
        table.put(Peer.PAUSA, "old", new Cell(1234.5, 1, ""));
        table.put(Peer.HAND, "young", Cell.of(1));
        table.put(Peer.HAND, "old", Cell.of(617.25));
        return table;
    }

    @Test
    void aTableHasALineForEachPeerAndTheRatiosOfPausa() {
        assertThat(table().markdown("frame", true)).isEqualTo("""
                        | frame | young | old |
                        | --- | --: | --: |
                        | by hand, stored | 1.00 | 617 |
                        | **Pausa** | 1.50 ± 0.25 | 1,235 |
                        | Kotlin | 4.00 | – |
                        | Pausa / by hand | **1.50×** | **2.00×** |
                        | Pausa / Kotlin | **0.38×** | – |

                        – Kotlin (old): it is too slow.
                        """);
    }

    @Test
    void whatIsWovenAheadIsComparedToo() {
        Table table = table();
        table.put(Peer.PAUSA_AHEAD, "young", Cell.of(0.5));
        assertThat(table.markdown("frame", true))
                .contains("| **Pausa, woven ahead** | 0.50 | – |")
                .contains("| woven ahead / by hand | **0.50×** | – |")
                .contains("| woven ahead / Kotlin | **0.13×** | – |");
    }

    @Test
    void aPeerThatIsMissingEverywhereIsNamedOnce() {
        Table table = new Table(List.of("young", "old"));
        table.put(Peer.NODE, "young", Cell.none("no node on PATH"));
        table.put(Peer.NODE, "old", Cell.none("no node on PATH"));
        assertThat(table.markdown("", true)).isEqualTo("""
                        |  | young | old |
                        | --- | --: | --: |
                        | Node.js | – | – |

                        – Node.js: no node on PATH.
                        """);
    }

    @Test
    void aChartHasALineForEachPeer() {
        assertThat(new Chart("cost", table()).svg())
                .startsWith("<svg ")
                .contains(">cost</text>", ">Pausa</text>", ">Kotlin</text>")
                .endsWith("</svg>\n");
    }
}
