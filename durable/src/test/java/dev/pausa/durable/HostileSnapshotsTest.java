package dev.pausa.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever can write to the store can write anything: nothing that is not registered is loaded or made by it. */
class HostileSnapshotsTest {
    /** Tells when it is initialised or made. */
    static final List<String> TOUCHED = new ArrayList<>();

    /** Nobody registers it. */
    static final class Bomb extends RuntimeException {
        private static final long serialVersionUID = 1L;

        static {
            TOUCHED.add("initialised");
        }

        Bomb() {
            TOUCHED.add("made");
        }
    }

    private static final Snapshots SNAPSHOTS = Snapshots.builder()
            .host("flows", Flows.class)
            .type("step", Flows.Step.class)
            .type("item", Flows.Item.class)
            .type("cart", Flows.Cart.class)
            .type("mood", Flows.Mood.class)
            .register("holding", 1, Flows::holding)
            .register("aliases", 1, Flows::aliases)
            .build();

    @BeforeEach
    void forget() {
        TOUCHED.clear();
    }

    private static String saved(String key, Object argument) {
        Coroutine<?> coroutine = SNAPSHOTS.begin(key, argument);
        coroutine.step(null);
        return SNAPSHOTS.take(key, coroutine).toJson();
    }

    private static void refused(String json, String why) {
        assertThatThrownBy(() -> SNAPSHOTS.load(Snapshot.parse(json)))
                .as(json)
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining(why);
        assertThat(TOUCHED).isEmpty();
    }

    @Test
    @Rule("H1")
    void no_class_that_the_data_names_is_loaded() {
        String bomb = Bomb.class.getName();
        String object = saved("holding", new Flows.Cart());
        refused(object.replace("\"type\":\"cart\"", "\"type\":\"" + bomb + "\""), "no type is registered as " + bomb);
        refused(object.replace("[\"E\",\"mood\"", "[\"E\",\"" + bomb + "\""), "an enum that is not registered");
        refused(object.replace("\"is\":\"ArrayList\"", "\"is\":\"" + bomb + "\""), "there is no such thing");
        refused(object.replace("\"in\":\"flows\"", "\"in\":\"" + bomb + "\""), "no host is registered as " + bomb);
        String thrown = saved("holding", new IllegalStateException("x"));
        refused(
                thrown.replace("\"type\":\"IllegalStateException\"", "\"type\":\"@" + bomb + "\""),
                "an exception of a type that is not registered");
        String array = saved("holding", new int[] {1});
        refused(
                array.replace("\"of\":\"int\"", "\"of\":\"@" + bomb + "\""),
                "an array of a type that is not registered");
        String lambda = saved("holding", new Flows.Step("x", null));
        refused(lambda.replace("[\"s\",\"x\"]", "[\"V\",\"" + bomb + "\",1]"), "there is no type of values");
        refused(lambda.replace("[\"s\",\"x\"]", "[\"R\",\"" + bomb + "\"]"), "no resource is registered");
    }

    @Test
    @Rule("H1")
    void jackson_takes_no_type_from_the_data() {
        String json = saved("holding", java.time.Instant.EPOCH);
        assertThat(json).contains("[\"V\",\"Instant\",");
        refused(
                json.replaceAll(
                        "\\[\"V\",\"Instant\",[^]]*]",
                        Matcher.quoteReplacement("[\"V\",\"Instant\",{\"@class\":\"" + Bomb.class.getName() + "\"}]")),
                "a value of the kind V is none");
    }

    @Test
    @Rule("H3")
    void points_types_and_references_are_checked() {
        String json = saved("holding", "text");
        refused(json.replace("\"at\":1", "\"at\":7"), "it has no point 7");
        refused(json.replace("\"at\":1", "\"at\":-1"), "it has no point -1");
        refused(json.replace("[\"s\",\"text\"]", "[\"@\",99]"), "refers to an object that is not there");
        refused(json.replace("[\"s\",\"text\"]", "[\"@\",-1]"), "refers to an object that is not there");
        refused(json.replace("[\"s\",\"text\"]", "[\"I\",\"x\"]"), "a value of the kind I is none");
        String cart = saved("holding", new Flows.Cart());
        refused(cart.replace("[\"E\",\"mood\",\"CALM\"]", "[\"s\",\"CALM\"]"), "where a " + Flows.Mood.class.getName());
        refused(
                cart.replace("[\"E\",\"mood\",\"CALM\"]", "[\"E\",\"mood\",\"DEAD\"]"),
                "has no constant DEAD any more");
        refused(cart.replace("\"items\":", "\"secret\":"), "were saved with the fields");
        refused(saved("aliases", "x").replace("\"awaits\":[\"@\",1]", "\"awaits\":[\"@\",0]"), "awaits itself");
        refused("{}", "no snapshot of format 1");
        refused("[", "no JSON object");
    }

    @Test
    @Rule("H3")
    void depth_and_sizes_are_checked_before_anything_is_made() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        refused("{\"format\":1,\"run\":\"\",\"version\":0,\"frames\":" + deep + ",\"objects\":[]}", "no JSON object");
        String json = saved("holding", new int[] {1});
        refused(json.replace("\"dimensions\":1", "\"dimensions\":255"), "an array of a type that is not registered");
        Object nested = "end";
        for (int i = 0; i < 2_000; i++) {
            nested = List.of(nested);
        }
        Object argument = nested;
        assertThatThrownBy(() -> saved("holding", argument)).hasMessageContaining("nested too deeply");
    }

    /** Whatever is changed, it is loaded or refused: nothing else comes out. */
    @Test
    @Rule({"H1", "H3"})
    void random_damage_is_refused_or_harmless() {
        long seed = Long.getLong("damage.seed", 1);
        int count = Integer.getInteger("damage.count", 3_000);
        System.out.println("damaged snapshots: " + count + ", -Ddamage.seed=" + seed);
        List<Snapshot> sound = new ArrayList<>();
        for (Object value : List.of(
                new Flows.Cart(),
                new IllegalStateException("x", new RuntimeException()),
                new java.util.TreeMap<>(Map.of("a", List.of(1, 2L), "b", new int[] {1, 2})),
                Flows.calling("name"))) {
            sound.add(Snapshot.parse(saved("holding", value)));
        }
        sound.add(Snapshot.parse(saved("aliases", "x")));
        int loaded = 0;
        for (long s = seed; s < seed + count; s++) {
            Random random = new Random(s);
            Snapshot damaged = sound.get(random.nextInt(sound.size())).editable();
            for (int i = 0; i <= random.nextInt(3); i++) {
                damage(random.nextBoolean() ? damaged.frames() : damaged.objects(), random);
            }
            try {
                SNAPSHOTS.load(damaged);
                loaded++;
            } catch (SnapshotException refused) {
                assertThat(refused).hasMessageContaining("snapshot");
            } catch (RuntimeException | Error escaped) {
                throw new AssertionError("-Ddamage.count=1 -Ddamage.seed=" + s + ": " + damaged.toJson(), escaped);
            }
        }
        assertThat(TOUCHED).isEmpty();
        assertThat(loaded).isBetween(1, count - 1);
    }

    @SuppressWarnings("unchecked")
    private static void damage(Object tree, Random random) {
        List<Object> containers = new ArrayList<>();
        collect(tree, containers);
        Object container = containers.get(random.nextInt(containers.size()));
        if (container instanceof Map<?, ?> map && !map.isEmpty()) {
            List<Object> keys = new ArrayList<>(map.keySet());
            Object key = keys.get(random.nextInt(keys.size()));
            if (random.nextInt(4) == 0) {
                ((Map<Object, Object>) map).remove(key);
            } else {
                ((Map<Object, Object>) map).put(key, any(random, containers));
            }
        } else if (container instanceof List<?> list && !list.isEmpty()) {
            ((List<Object>) list).set(random.nextInt(list.size()), any(random, containers));
        }
    }

    private static void collect(Object tree, List<Object> containers) {
        if (tree instanceof Map<?, ?> map) {
            containers.add(map);
            map.values().forEach(each -> collect(each, containers));
        } else if (tree instanceof List<?> list) {
            containers.add(list);
            list.forEach(each -> collect(each, containers));
        }
    }

    private static Object any(Random random, List<Object> containers) {
        return switch (random.nextInt(9)) {
            case 0 -> null;
            case 1 -> random.nextInt(12) - 1;
            case 2 -> "text";
            case 3 -> new ArrayList<>(List.of("@", random.nextInt(8) - 1));
            case 4 -> new ArrayList<>(List.of("I", random.nextInt()));
            case 5 -> new ArrayList<>(List.of("s", "text"));
            case 6 -> new LinkedHashMap<>(Map.of("is", "ArrayList", "values", List.of()));
            case 7 -> random.nextBoolean();
            default ->
                Snapshot.parse(new Snapshot(
                                        "", 0, List.of(containers.get(random.nextInt(containers.size()))), List.of())
                                .toJson())
                        .frames();
        };
    }

    @Test
    void a_sound_one_loads() {
        Coroutine<Object> loaded = SNAPSHOTS.load(Snapshot.parse(saved("holding", "text")));
        assertThat(loaded.step(null)).isEqualTo(new Step.Returned<Object>("text"));
    }
}
