package dev.pausa.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.durable.Durable;
import dev.pausa.durable.DurableTask;
import dev.pausa.durable.DurableTask.State;
import dev.pausa.durable.Rule;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How instances end, alone and with their children; and what is done with rows that were changed without the key. */
class EndsTest extends EngineFixture {
    // -----------------------------------------------------------------------------------------------------------------
    // Ends
    // -----------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("E9")
    void a_cancel_is_raised_and_finally_may_await(Databases database) {
        try (Durable durable = open(database).start()) {
            DurableTask<String> task = durable.start("guarded", "one", namespace);
            until(task, State.WAITING);
            task.cancel("enough");
            assertThatThrownBy(() -> get(task))
                    .hasRootCauseInstanceOf(CancellationException.class)
                    .hasRootCauseMessage("enough");
            assertThat(task.state()).isEqualTo(State.CANCELLED);
            assertThat(effects(database, namespace)).containsExactly("undo");
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("E9")
    void a_cancel_is_raised_at_each_operation_and_not_in_a_running_step(Databases database) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Programs.GATES.put(namespace, gate);
        try (Durable durable = open(database).start()) {
            DurableTask<String> task = durable.start("stubborn", "one", namespace);
            Databases.until("the step runs", () -> !Programs.calls(namespace).isEmpty());
            task.cancel("enough");
            gate.countDown();
            assertThat(get(task)).isEqualTo("raised 2");
            assertThat(Programs.calls(namespace)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("E9")
    void who_is_terminated_runs_no_finally(Databases database) {
        try (Durable durable = open(database).start()) {
            DurableTask<String> task = durable.start("guarded", "one", namespace);
            until(task, State.WAITING);
            task.terminate("at once");
            assertThatThrownBy(() -> get(task)).hasRootCauseInstanceOf(CancellationException.class);
            assertThat(task.state()).isEqualTo(State.TERMINATED);
            assertThat(effects(database, namespace)).isEmpty();
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Children
    // -----------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("E10")
    void children_are_instances_that_their_parent_waits_for(Databases database) throws Exception {
        try (Durable durable = open(database).start()) {
            assertThat(get(durable.<String, String>start("parent", "one", "refused")))
                    .isEqualTo("child: no []");
            assertThat(column(database, "state", "one/first.1")).isEqualTo("DONE");
            assertThat(get(durable.<String, String>start("parent", "two", "foreign")))
                    .startsWith("child: failed: a 'String' object came to the durable engine");
            assertThat(column(database, "state", "two/first.1")).isEqualTo("FAILED");
            assertThatThrownBy(() -> get(durable.<String, String>start("parent", "three", "nobody")))
                    .hasStackTraceContaining("no body is registered as nobody");
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule({"E9", "E10"})
    void a_cancel_goes_down_to_children_and_so_does_a_termination(Databases database) {
        try (Durable durable = open(database).start()) {
            DurableTask<String> task = durable.start("parent", "one", "guarded");
            until(task, State.WAITING);
            DurableTask<String> child = durable.find("one/first.1", String.class);
            until(child, State.WAITING);
            task.cancel("enough");
            until(task, State.CANCELLED);
            assertThat(child.state()).isEqualTo(State.CANCELLED);
            assertThat(effects(database, "of the parent")).contains("undo");

            DurableTask<String> other = durable.start("parent", "two", "napping");
            until(other, State.WAITING);
            other.terminate("at once");
            assertThat(durable.find("two/first.1", String.class).state()).isEqualTo(State.TERMINATED);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("E10")
    void what_the_engine_does_not_know_is_refused(Databases database) {
        try (Durable durable = open(database).start()) {
            for (String what : List.of("sleep", "scope", "stage", "other")) {
                DurableTask<String> task = durable.start("foreign", what, what);
                assertThatThrownBy(() -> get(task))
                        .as(what)
                        .hasStackTraceContaining("a durable body awaits the operations of dev.pausa.durable.Durable");
                assertThat(task.state()).isEqualTo(State.FAILED);
            }
        }
        assertThatThrownBy(() -> Programs.napping("x").step(null))
                .hasMessageContaining("sleep 'sleep' is awaited outside of a durable engine");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Authenticity
    // -----------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("H2")
    void a_row_that_was_changed_without_the_key_is_parked(Databases database) {
        String where = " where namespace = '" + namespace + "' and id = 'one'";
        for (String change : List.of(
                "deadline = deadline - interval '40' day",
                "seq = seq + 1",
                "kind = 'BEGIN'",
                "version = version + 1",
                "snapshot = argument",
                "outcome = argument",
                "run = 'other'")) {
            try (Durable durable = open(database).start()) {
                DurableTask<String> task = durable.start("napping", "one", namespace);
                until(task, State.WAITING);
                database.execute(
                        "update pausa_instance set " + change + ", due = current_timestamp, timer = null" + where);
                database.execute("update pausa_wakeup set execution_time = current_timestamp where task_name = 'pausa:"
                        + namespace + "'");
                Databases.until(change, () -> column(database, "state", "one").equals("FORGED"));
                database.execute("delete from pausa_instance" + where);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("H2")
    void a_message_that_was_changed_without_the_key_parks_who_gets_it(Databases database) {
        try (Durable client = open(database).threads(0).start()) {
            client.start("mail", "one", 1);
            client.signal("one", "letter", "a", "no");
            database.execute("update pausa_message set dedupe = 'b' where namespace = '" + namespace + "'");
            try (Durable durable = open(database).start()) {
                Databases.until(
                        "it is parked", () -> column(database, "state", "one").equals("FORGED"));
            }
        }
    }
}
