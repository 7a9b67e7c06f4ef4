package dev.pausa.durable;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.StopIteration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
                .type("pair", Pair.class)
                .type("unit", TimeUnit.class)
                .register("body", 1, body)
                .build();
    }

    /** Runs a body that is packed at each pause and unpacked by another object, which knows only the shapes. */
    private static String run(DurableBody<String, String> body, int form) {
        Packing packing = snapshots(body).packing("body", List.of());
        Coroutine<String> coroutine = snapshots(body).begin("body", "id");
        assertThat(coroutine.send(null)).isEqualTo("one");
        byte[] first = packing.pack(coroutine, null);
        assertThat(first[0]).isEqualTo((byte) form);
        Coroutine<String> again = packing.unpack(first, null);
        assertThat(again.send("x")).isEqualTo("two");
        byte[] second = packing.pack(again, null);
        assertThat(result(snapshots(body).load(packing.snapshot(second, null)), "y"))
                .isEqualTo(result(packing.unpack(second, null), "y"));
        Packing other = snapshots(body).packing("body", packing.shapes());
        return result(other.unpack(second, null), "y");
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
        return packing.pack(coroutine, null);
    }

    @Test
    @Rule("S2")
    void who_packs_lets_go() {
        Coroutine<String> coroutine = plain("id");
        coroutine.send(null);
        snapshots(PackingTest::plain).packing("body", List.of()).pack(coroutine, null);
        assertThat(coroutine.state()).isEqualTo(dev.pausa.CoroutineState.CLOSED);
    }

    @Test
    @Rule("H3")
    void damaged_bytes_are_refused_or_make_other_values() {
        Packing packing = snapshots(PackingTest::plain).packing("body", List.of());
        byte[] whole = packedPlain(packing);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> packing.unpack(cut, null)).isInstanceOf(SnapshotException.class);
        }
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                packing.discard(packing.unpack(damaged, null));
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
        assertThatThrownBy(() -> other.unpack(packed, null)).hasMessageContaining("it names a shape that is not there");
        assertThatThrownBy(() -> snapshots(PackingTest::plain).packing("body", List.of("no JSON")))
                .hasMessageContaining("a shape is no JSON object");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What need not be packed at once
    // -----------------------------------------------------------------------------------------------------------------

    record Pair(Item first, @Nullable String second) {}

    private static Coroutine<String> fixed(String id) {
        return coroutine(() -> {
            Pair pair = new Pair(new Item("x", 1, TimeUnit.DAYS), null);
            int count = 1;
            Long total = 2L;
            String answer = await(ask("one"));
            count++;
            answer += await(ask("two"));
            return id + pair + count + total + answer;
        });
    }

    private static Coroutine<String> anything(String id) {
        return coroutine(() -> {
            Object any = List.<Object>of(id).get(0);
            String answer = await(ask("one"));
            return any + answer;
        });
    }

    private static Coroutine<String> guarded(String id) {
        return coroutine(() -> {
            try {
                return await(ask("one"));
            } finally {
                id.length();
            }
        });
    }

    private static Coroutine<String> named(String id) {
        return coroutine("name", () -> id + await(ask("one")));
    }

    private static boolean isFixed(DurableBody<String, String> body) {
        Coroutine<String> coroutine = snapshots(body).begin("body", "id");
        Packing packing = snapshots(body).packing("body", List.of());
        assertThat(packing.isFixed(coroutine, null)).isFalse(); // not begun
        coroutine.send(null);
        return packing.isFixed(coroutine, null);
    }

    @Test
    @Rule("F1")
    void what_can_change_or_fail_or_has_something_to_close_is_packed_at_once() {
        assertThat(isFixed(PackingTest::fixed)).isTrue();
        assertThat(isFixed(PackingTest::plain)).isFalse(); // it has a list
        assertThat(isFixed(PackingTest::general)).isFalse(); // a map
        assertThat(isFixed(PackingTest::anything)).isFalse(); // what may be anything
        assertThat(isFixed(PackingTest::guarded)).isFalse(); // a finally
        assertThat(isFixed(PackingTest::named)).isFalse(); // a name
    }

    @Test
    @Rule("F1")
    void what_is_fixed_is_packed_by_several_threads_as_it_was_and_goes_on() throws Exception {
        Packing packing = snapshots(PackingTest::fixed).packing("body", List.of());
        Coroutine<String> coroutine = snapshots(PackingTest::fixed).begin("body", "id");
        coroutine.send(null);
        assertThat(packing.isFixed(coroutine, null)).isTrue();
        List<String> shapes = packing.shapes();
        List<CompletableFuture<byte[]>> packed = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            packed.add(CompletableFuture.supplyAsync(() -> packing.packed(coroutine, null)));
        }
        byte[] expected = packing.packed(coroutine, null);
        for (CompletableFuture<byte[]> each : packed) {
            assertThat(each.get()).isEqualTo(expected);
        }
        assertThat(packing.shapes()).isEqualTo(shapes); // they were known when it was found to be fixed
        assertThat(coroutine.send("x")).isEqualTo("two");
        String result = result(coroutine, "y");
        Coroutine<String> again = packing.unpack(expected, null);
        assertThat(again.send("x")).isEqualTo("two");
        assertThat(result(again, "y"))
                .isEqualTo(result)
                .isEqualTo("idPair[first=Item[name=x, count=1, unit=DAYS], second=null]22xy");
    }

    record Asked(String question) implements Awaitable<String>, AwaitIterator<String> {
        @Override
        public AwaitIterator<String> awaitIterator() {
            return this;
        }

        @Override
        public Object next() {
            return this;
        }

        @Override
        public Object send(@Nullable Object value) {
            throw new StopIteration(value);
        }
    }

    private static Coroutine<String> asking(String id) {
        return coroutine(() -> id + await(new Asked("what?")));
    }

    @Test
    @Rule({"F1", "F2"})
    void what_is_awaited_may_be_kept_beside() {
        Snapshots snapshots = Snapshots.builder()
                .host("here", PackingTest.class)
                .type("asked", Asked.class)
                .register("body", 1, PackingTest::asking)
                .build();
        Packing packing = snapshots.packing("body", List.of());
        Coroutine<String> coroutine = snapshots.begin("body", "id");
        Asked asked = (Asked) coroutine.send(null);
        assertThat(packing.isFixed(coroutine, asked)).isTrue();
        assertThat(packing.isFixed(coroutine, new Asked("what?"))).isFalse();
        byte[] within = packing.packed(coroutine, null);
        byte[] beside = packing.pack(coroutine, asked);
        assertThat(beside.length).isLessThan(within.length);
        assertThat(packing.snapshot(beside, new Asked("what?"))).isEqualTo(packing.snapshot(within, null));
        assertThat(result(packing.unpack(beside, new Asked("what?")), "x")).isEqualTo("idx");
        assertThat(result(packing.unpack(within, null), "x")).isEqualTo("idx");
        assertThat(result(snapshots.load(packing.snapshot(beside, asked)), "x")).isEqualTo("idx");
        assertThatThrownBy(() -> packing.unpack(beside, null)).hasMessageContaining("was kept beside");
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
        assertThatThrownBy(() -> before.pack(coroutine, null)).isInstanceOf(SnapshotException.class); // not begun
        Snapshots old = Version.of(folder, Version.FLOW).snapshots(1);
        Packing packing = old.packing("flow", List.of());
        Coroutine<String> paused = old.begin("flow", "id");
        paused.send(null);
        byte[] packed = packing.pack(paused, null);
        assertThat(packed[0]).isEqualTo((byte) Packed.PLAIN);

        Snapshots edited = Version.of(folder, Version.FLOW.replace("return id", "return \".\" + id"))
                .snapshots(1);
        Coroutine<String> loaded = edited.packing("flow", packing.shapes()).unpack(packed, null);
        assertThat(loaded.send("a")).isEqualTo("send");
        assertThat(result(loaded, "b")).isEqualTo(".id1ab");

        Snapshots other = Version.of(folder, Version.FLOW.replace("int total", "long total"))
                .snapshots(2);
        assertThatThrownBy(() -> other.packing("flow", packing.shapes()).unpack(packed, null))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("total");
    }
}
