package dev.pausa.durable.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** The envelope of what is in savepoints. */
class PausedSerializerTest {
    private static final PausedSerializer SERIALIZER = new PausedSerializer();

    private static final Paused PAUSED = new Paused(new Wait("E", 10, true), 20, 3, new byte[] {7, 8});

    /** What the first version wrote: it must be read for ever. */
    private static final String FORMAT_1 =
            "01" + "0f" + "000145" + "000000000000000a" + "0000000000000014" + "00000003" + "00000002" + "0708";

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
    void each_value_begins_with_its_format_and_the_first_one_is_read_for_ever() throws Exception {
        assertThat(HexFormat.of().formatHex(bytes(PAUSED))).isEqualTo(FORMAT_1);
        Paused read = read(HexFormat.of().parseHex(FORMAT_1));
        assertThat(read).usingRecursiveComparison().isEqualTo(PAUSED);
        Paused untimed = new Paused(new Wait(null, Wait.NEVER, false), Paused.NO_TIME, 0, new byte[0]);
        assertThat(read(bytes(untimed))).usingRecursiveComparison().isEqualTo(untimed);
    }

    @Test
    @Rule("F2")
    void a_newer_format_says_so() {
        assertThatThrownBy(() -> read(new byte[] {9}))
                .hasMessage("a paused coroutine is of the format 9, and this version of pausa-durable-flink reads those"
                        + " up to 1: restore with the version that wrote it, or a newer one");
    }

    @Test
    @Rule("F2")
    void formats_up_to_the_present_one_are_compatible_whatever_the_bodies_are() throws Exception {
        var present = SERIALIZER.snapshotConfiguration();
        assertThat(present.resolveSchemaCompatibility(format(1)).isCompatibleAsIs())
                .isTrue();
        assertThat(present.resolveSchemaCompatibility(format(2)).isIncompatible())
                .isTrue();
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
