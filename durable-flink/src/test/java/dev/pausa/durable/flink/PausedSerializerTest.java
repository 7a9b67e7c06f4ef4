package dev.pausa.durable.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.durable.Packing;
import dev.pausa.durable.Snapshots;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** The envelope of what is in savepoints. */
class PausedSerializerTest {
    private static final PausedSerializer SERIALIZER = new PausedSerializer();

    private static final Paused PAUSED = new Paused(new Wait("E", 392, true), 20, 3, new byte[] {7, 8});

    /** What is written now: once it is released, it must be read for ever. */
    private static final String FORMAT_2 = "02" + "0f" + "000145" + "8803" + "0000000000000014" + "03" + "02" + "0708";

    private static byte[] bytes(Paused paused) throws IOException {
        DataOutputSerializer to = new DataOutputSerializer(64);
        SERIALIZER.serialize(paused, to);
        return to.getCopyOfBuffer();
    }

    private static Paused read(byte[] bytes) throws IOException {
        return SERIALIZER.deserialize(new DataInputDeserializer(bytes));
    }

    @Test
    @Rule("F2")
    void each_value_begins_with_its_format() throws Exception {
        assertThat(HexFormat.of().formatHex(bytes(PAUSED))).isEqualTo(FORMAT_2);
        Paused read = read(HexFormat.of().parseHex(FORMAT_2));
        assertThat(read).usingRecursiveComparison().isEqualTo(PAUSED);
        Paused untimed = new Paused(new Wait(null, Wait.NEVER, false), Paused.NO_TIME, 0, new byte[0]);
        assertThat(read(bytes(untimed))).usingRecursiveComparison().isEqualTo(untimed);
    }

    @Test
    @Rule("F2")
    void a_newer_format_says_so() {
        assertThatThrownBy(() -> read(new byte[] {9}))
                .hasMessage("a paused coroutine is of the format 9, and this version of pausa-durable-flink reads"
                        + " the format 2: restore with the version that wrote it, or a newer one");
    }

    @Test
    @Rule("F2")
    void the_present_format_is_compatible_whatever_the_bodies_are() throws Exception {
        var present = SERIALIZER.snapshotConfiguration();
        assertThat(present.resolveSchemaCompatibility(format(2)).isCompatibleAsIs())
                .isTrue();
        assertThat(present.resolveSchemaCompatibility(format(3)).isIncompatible())
                .isTrue();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The coroutine itself as the state
    // -----------------------------------------------------------------------------------------------------------------

    private static final Snapshots SNAPSHOTS =
            Fraud.registered(Snapshots.builder().type("flink:wait", Wait.class)).build();

    /** As a backend that keeps objects does it: the function gets a copy, and the other is written meanwhile. */
    @Test
    @Rule("F1")
    void what_is_written_does_not_change_when_its_copy_goes_on() throws Exception {
        Packing packing = SNAPSHOTS.packing("fraud", List.of());
        Coroutine<Void> coroutine = SNAPSHOTS.begin("fraud", "account");
        Wait first = (Wait) coroutine.send(null);
        assertThat(packing.isFixed(coroutine, first)).isTrue();
        Paused live = Paused.live(first, Paused.NO_TIME, 0, null, coroutine, packing);
        CompletableFuture<byte[]> written = CompletableFuture.supplyAsync(() -> written(live));
        Paused copy = SERIALIZER.copy(live);
        Coroutine<?> gone = copy.coroutine(packing);
        assertThat(gone).isNotSameAs(coroutine);
        Wait second = (Wait) gone.send(new Payment("account", 50, 7));
        assertThat(second.isTimed()).isTrue();
        Paused read = read(written.get());
        assertThat(read.wait).isEqualTo(first);
        assertThat(read.chain()).isEqualTo(live.chain()).isEqualTo(copy.chain());
        assertThat(live.coroutine(packing)).isSameAs(coroutine);
        assertThat(coroutine.send(new Payment("account", 50, 7))).isEqualTo(second);
    }

    private static byte[] written(Paused paused) {
        try {
            return bytes(paused);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static PausedSerializer.Format format(int number) throws IOException {
        DataOutputSerializer to = new DataOutputSerializer(4);
        to.writeInt(number);
        PausedSerializer.Format format = new PausedSerializer.Format();
        format.readSnapshot(
                1, new DataInputDeserializer(to.getCopyOfBuffer()), PausedSerializer.class.getClassLoader());
        return format;
    }
}
