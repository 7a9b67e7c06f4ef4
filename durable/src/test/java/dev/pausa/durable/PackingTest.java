package dev.pausa.durable;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.StopIteration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packed coroutines go on as saved ones do. */
class PackingTest {
    record Item(String name, int count, TimeUnit unit) {}

    private static Coroutine<String> ask(String question) {
        return coroutine(() -> (String) suspend(question));
    }

    private static Coroutine<String> plain(String id) {
        return coroutine(() -> {
            Item item = new Item("tëst", -1, TimeUnit.DAYS);
            Item same = item;
            List<Object> list = new ArrayList<>(
                    Arrays.asList(1L << 40, 1.5, true, false, 'c', (byte) -1, (short) 300, 2.5f, null, item));
            String answer = await(ask("one"));
            list.add(answer);
            answer += await(ask("two"));
            return id + answer + list + (item == same && list.get(9) == item);
        });
    }

    private static final String PLAIN = "idxy[1099511627776, 1.5, true, false, c, -1, 300, 2.5, null, Item[name=tëst,"
            + " count=-1, unit=DAYS], x]true";

    private static Coroutine<String> general(String id) {
        return coroutine(() -> {
            Map<String, Integer> map = new HashMap<>(Map.of(id, 1));
            String answer = await(ask("one"));
            return map + answer + await(ask("two"));
        });
    }

    private static Coroutine<String> circular(String id) {
        return coroutine(() -> {
            List<Object> list = new ArrayList<>();
            list.add(list);
            String answer = await(ask("one"));
            return id + answer + await(ask("two")) + (list.get(0) == list);
        });
    }

    private static Snapshots snapshots(DurableBody<String, String> body) {
        return Snapshots.builder()
                .host("here", PackingTest.class)
                .type("item", Item.class)
                .type("unit", TimeUnit.class)
                .register("body", 1, body)
                .build();
    }

    /** Runs a body that is packed at each pause and unpacked by another object, which knows only the shapes. */
    private static String run(DurableBody<String, String> body, int form) {
        Packing packing = snapshots(body).packing("body", List.of());
        Coroutine<String> coroutine = snapshots(body).begin("body", "id");
        assertThat(coroutine.send(null)).isEqualTo("one");
        byte[] first = packing.pack(coroutine);
        assertThat(first[0]).isEqualTo((byte) form);
        Coroutine<String> again = packing.unpack(first);
        assertThat(again.send("x")).isEqualTo("two");
        byte[] second = packing.pack(again);
        assertThat(result(snapshots(body).load(packing.snapshot(second)), "y"))
                .isEqualTo(result(packing.unpack(second), "y"));
        Packing other = snapshots(body).packing("body", packing.shapes());
        return result(other.unpack(second), "y");
    }

    private static String result(Coroutine<String> coroutine, String last) {
        try {
            throw new AssertionError("paused at " + coroutine.send(last));
        } catch (StopIteration end) {
            return (String) end.value();
        }
    }

    @Test
    @Rule({"S4", "S8"})
    void plain_values_take_few_bytes_and_keep_their_types_and_aliases() {
        assertThat(run(PackingTest::plain, Packed.PLAIN)).isEqualTo(PLAIN);
    }

    @Test
    @Rule("S4")
    void what_is_not_plain_has_the_general_form() {
        assertThat(run(PackingTest::general, Packed.GENERAL)).isEqualTo("{id=1}xy");
        assertThat(run(PackingTest::circular, Packed.GENERAL)).isEqualTo("idxytrue");
    }

    private static byte[] packedPlain(Packing packing) {
        Coroutine<String> coroutine = plain("id");
        coroutine.send(null);
        return packing.pack(coroutine);
    }

    @Test
    @Rule("S2")
    void who_packs_lets_go() {
        Coroutine<String> coroutine = plain("id");
        coroutine.send(null);
        snapshots(PackingTest::plain).packing("body", List.of()).pack(coroutine);
        assertThat(coroutine.state()).isEqualTo(dev.pausa.CoroutineState.CLOSED);
    }

    @Test
    @Rule("H3")
    void damaged_bytes_are_refused_or_make_other_values() {
        Packing packing = snapshots(PackingTest::plain).packing("body", List.of());
        byte[] whole = packedPlain(packing);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> packing.unpack(cut)).isInstanceOf(SnapshotException.class);
        }
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                packing.discard(packing.unpack(damaged));
            } catch (SnapshotException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    @Rule("H3")
    void without_its_shapes_nothing_is_loaded() {
        byte[] packed = packedPlain(snapshots(PackingTest::plain).packing("body", List.of()));
        Packing other = snapshots(PackingTest::plain).packing("body", List.of());
        assertThatThrownBy(() -> other.unpack(packed)).hasMessageContaining("it names a shape that is not there");
        assertThatThrownBy(() -> snapshots(PackingTest::plain).packing("body", List.of("no JSON")))
                .hasMessageContaining("a shape is no JSON object");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Versions
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    @Rule({"V1", "V2", "V5"})
    void what_was_packed_loads_as_what_was_saved_after_an_edit(@TempDir Path folder) {
        Packing before = Version.of(folder, Version.FLOW).snapshots(1).packing("flow", List.of());
        Coroutine<String> coroutine =
                Version.of(folder, Version.FLOW).snapshots(1).begin("flow", "id");
        assertThatThrownBy(() -> before.pack(coroutine)).isInstanceOf(SnapshotException.class); // not begun
        Snapshots old = Version.of(folder, Version.FLOW).snapshots(1);
        Packing packing = old.packing("flow", List.of());
        Coroutine<String> paused = old.begin("flow", "id");
        paused.send(null);
        byte[] packed = packing.pack(paused);
        assertThat(packed[0]).isEqualTo((byte) Packed.PLAIN);

        Snapshots edited = Version.of(folder, Version.FLOW.replace("return id", "return \".\" + id"))
                .snapshots(1);
        Coroutine<String> loaded = edited.packing("flow", packing.shapes()).unpack(packed);
        assertThat(loaded.send("a")).isEqualTo("send");
        assertThat(result(loaded, "b")).isEqualTo(".id1ab");

        Snapshots other = Version.of(folder, Version.FLOW.replace("int total", "long total"))
                .snapshots(2);
        assertThatThrownBy(() -> other.packing("flow", packing.shapes()).unpack(packed))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("total");
    }
}
