package dev.pausa.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import dev.pausa.weaver.Comparison;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a newer version of the code loads, what it does not, and that durable-check says the same. */
class VersionsTest {
    @TempDir
    static Path folder;

    private static final Map<String, Version> COMPILED = new HashMap<>();

    private static Version version(String text) {
        return COMPILED.computeIfAbsent(text, any -> Version.of(folder.resolve("" + COMPILED.size()), text));
    }

    /**
     * An edit.
     *
     * @param what it does
     * @param text the new version
     * @param loads at which of the two pauses of the old version a coroutine loads
     * @param why what is said of the first that does not
     */
    private record Edit(String what, String text, List<String> loads, String why) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static final String REST = "return id + total + paid + sent;\n";
    private static final String CHARGE = "String paid = await(ask(\"charge\"));\n";
    private static final String SEND = "String sent = await(ask(\"send\"));\n";
    private static final List<String> BOTH = List.of("charge", "send");

    static Stream<Edit> edits() {
        return Stream.of(
                new Edit("nothing but lines", "// moved\n\n" + Version.FLOW, BOTH, ""),
                new Edit(
                        "a lambda and a method before",
                        Version.flow("int total = 1;\n" + CHARGE + SEND + REST, """
                                static java.util.function.Supplier<Object> before() { return () -> "before"; }
                                static Coroutine<String> other() { return coroutine(() -> (String) suspend("other")); }
                                """),
                        BOTH,
                        ""),
                new Edit(
                        "a variable is renamed",
                        Version.flow("int sum = 1;\n" + CHARGE + SEND + "return id + sum + paid + sent;\n"),
                        BOTH,
                        ""),
                new Edit(
                        "code between pauses",
                        Version.flow("int total = 1;\n" + CHARGE + "total += 10;\n" + SEND + REST),
                        BOTH,
                        ""),
                new Edit(
                        "a pause before",
                        Version.flow("int total = 1;\nawait(ask(\"look\"));\n" + CHARGE + SEND + REST),
                        BOTH,
                        ""),
                new Edit(
                        "a pause behind",
                        Version.flow("int total = 1;\n" + CHARGE + SEND + "await(ask(\"tell\"));\n" + REST),
                        BOTH,
                        ""),
                new Edit(
                        "pauses change places",
                        Version.flow("int total = 1;\n" + SEND + CHARGE + REST),
                        List.of(),
                        "the code needs sent (Ljava/lang/String;), which was not saved"),
                new Edit(
                        "a type is changed",
                        Version.flow("long total = 1;\n" + CHARGE + SEND + REST),
                        List.of(),
                        "total was I and is J"),
                new Edit(
                        "a variable is not needed any more",
                        Version.flow("int total = 1;\n" + CHARGE + SEND + "return id + paid + sent;\n"),
                        List.of(),
                        "total (I) was live, and is not any more"),
                new Edit(
                        "the method is split",
                        Version.flow("int total = 1;\n" + CHARGE + "return id + total + paid + await(rest());\n", """
                                static Coroutine<String> rest() {
                                    return coroutine(() -> await(ask("send")));
                                }
                                """),
                        List.of("charge"),
                        "the code has no point ask(\"send\") any more"),
                new Edit(
                        "a pause is deleted",
                        Version.flow("int total = 1;\n" + CHARGE + "String sent = \"\";\n" + REST),
                        List.of("charge"),
                        "the code has no point ask(\"send\") any more"),
                new Edit(
                        "an equal pause before",
                        Version.flow("int total = 1;\nawait(ask(\"charge\"));\n" + CHARGE + SEND + REST),
                        List.of("send"),
                        "several points are called ask(\"charge\")"));
    }

    @ParameterizedTest
    @MethodSource("edits")
    @Rule({"V1", "V2", "V4"})
    void what_loads_after_an_edit(Edit edit) {
        Version before = version(Version.FLOW);
        Version now = version(edit.text);
        for (String point : BOTH) {
            Snapshot snapshot = paused(before, point);
            if (edit.loads.contains(point)) {
                Coroutine<String> loaded = now.snapshots(1).load(snapshot);
                assertThat(end(loaded)).as(point).startsWith("id");
            } else {
                assertThatThrownBy(() -> now.snapshots(1).load(snapshot))
                        .as(point)
                        .isInstanceOfSatisfying(
                                SnapshotException.class,
                                thrown -> assertThat(thrown.reason()).isEqualTo(SnapshotException.Reason.INCOMPATIBLE))
                        .hasMessageStartingWith("cannot load this snapshot: flow flow.coroutine1, saved at line ");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("edits")
    @Rule("V6")
    void durable_check_says_before_what_would_not_load(Edit edit) {
        Version before = version(Version.FLOW);
        Version now = version(edit.text);
        Optional<Comparison.Change> flow = Comparison.of(before.tables(), now.tables()).stream()
                .filter(change -> change.name().equals("app.Flow/flow.coroutine1"))
                .findFirst();
        List<String> problems = flow.map(Comparison.Change::problems).orElse(List.of());
        assertThat(problems).hasSize(2 - edit.loads.size());
        if (!problems.isEmpty()) {
            assertThat(problems.get(0)).contains(edit.why);
        }
    }

    private static Snapshot paused(Version version, String point) {
        Snapshots snapshots = version.snapshots(1);
        Coroutine<String> coroutine = snapshots.begin("flow", "id");
        assertThat(coroutine.send(null)).isEqualTo("charge");
        if (point.equals("send")) {
            assertThat(coroutine.send("paid")).isEqualTo("send");
        }
        return Snapshot.parse(snapshots.take("flow", coroutine).toJson());
    }

    private static String end(Coroutine<String> coroutine) {
        Step<String> step = coroutine.step("x");
        while (!(step instanceof Step.Returned<String> returned)) {
            step = coroutine.step("x");
        }
        return returned.value();
    }

    @Test
    @Rule("V2")
    void points_without_names_of_their_own_are_told_by_their_number_if_the_list_is_the_same() {
        String twice = "int total = 1;\nString paid = (String) suspend(null);\nString sent = (String) suspend(null);\n";
        Version before = version(Version.flow(twice + REST));
        Version now = version(Version.flow(twice + "total += 5;\n" + REST));
        Snapshots old = before.snapshots(1);
        Coroutine<String> coroutine = old.begin("flow", "id");
        coroutine.send(null);
        coroutine.send("paid");
        Coroutine<String> loaded = now.snapshots(1).load(old.take("flow", coroutine));
        assertThat(loaded.step("sent")).isEqualTo(new Step.Returned<>("id6paidsent"));
    }

    @Test
    @Rule("V2")
    void bodies_are_not_mixed_up_when_one_is_inserted_before() {
        String two =
                "    static Coroutine<String> flow(int other) { return coroutine(() -> \"\" + suspend(\"other\")); }\n";
        Version before = version(Version.FLOW);
        Version same = version(
                Version.FLOW.replace("    static Coroutine<String> flow(", two + "    static Coroutine<String> flow("));
        assertThat(end(same.snapshots(1).load(paused(before, "send")))).isEqualTo("id1paidx");
        Version changed = version(Version.FLOW
                .replace("    static Coroutine<String> flow(", two + "    static Coroutine<String> flow(")
                .replace("return id", "return \".\" + id"));
        assertThatThrownBy(() -> changed.snapshots(1).load(paused(before, "send")))
                .hasMessageContaining("in flow no body is certainly the one that was saved as flow.coroutine1");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Migrations
    // -----------------------------------------------------------------------------------------------------------------

    private static final String LONG =
            Version.flow("try {\nlong total = 1;\n" + CHARGE + SEND + REST + "} finally { LEFT.add(\"left\"); }\n");

    /** Changes an int to a long, as a migration of the types' change does. */
    private static Snapshot toLong(Snapshot old) {
        SnapshotEdit edit = old.edit();
        edit.frames().get(0).set("total", long.class, 100L);
        return edit.as("flow", 2);
    }

    @Test
    @Rule("V5")
    void a_migration_makes_of_what_was_saved_what_is_loaded() {
        Version before = version(Version.FLOW);
        Version now = version(LONG);
        Snapshots snapshots = Version.builder(now.type(), 2)
                .migrate("flow", 1, VersionsTest::toLong)
                .build();
        Snapshot saved = paused(before, "send");
        assertThat(snapshots.migrated(saved).toJson()).contains("\"J\",\"100\"");
        assertThat(end(snapshots.load(saved))).isEqualTo("id100paidx");
    }

    @Test
    @Rule("V5")
    void a_migration_that_fails_or_gives_something_else_loads_nothing_and_runs_no_finally() throws Exception {
        Version before = version(Version.FLOW);
        Version now = version(LONG);
        Snapshot saved = paused(before, "charge");
        List<?> left = (List<?>) now.type().getField("LEFT").get(null);
        left.clear();
        Migration broken = old -> {
            throw new IllegalStateException("no way");
        };
        Migration idle = old -> old;
        Migration wrong = old -> {
            Snapshot made = toLong(old);
            return Snapshot.parse(made.toJson().replace("[\"J\",\"100\"]", "[\"s\",\"100\"]"));
        };
        for (Migration each : List.of(broken, idle, wrong)) {
            Snapshots snapshots =
                    Version.builder(now.type(), 2).migrate("flow", 1, each).build();
            assertThatThrownBy(() -> snapshots.load(saved)).isInstanceOf(SnapshotException.class);
        }
        assertThat(left).isEmpty();
    }

    @Test
    @Rule("V4")
    void an_older_version_says_that_it_cannot_load_a_newer_one_s() {
        Version version = version(Version.FLOW);
        Snapshots newer = version.snapshots(3);
        Coroutine<String> coroutine = newer.begin("flow", "id");
        coroutine.send(null);
        Snapshot saved = newer.take("flow", coroutine);
        assertThatThrownBy(() -> version.snapshots(2).load(saved))
                .hasMessageContaining("flow was saved by version 3, and this process has version 2");
    }
}
