package dev.pausa.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.durable.Durable;
import dev.pausa.durable.DurableTask;
import dev.pausa.durable.DurableTask.State;
import dev.pausa.durable.Rule;
import dev.pausa.durable.StepContext;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an engine does with instances, on each database. */
class EngineTest extends EngineFixture {
    // -----------------------------------------------------------------------------------------------------------------
    // Steps
    // -----------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule({"E1", "E4", "E8"})
    void a_step_is_tried_again_with_the_same_key_on_frames_loaded_anew(Databases database) throws Exception {
        try (Durable durable = open(database).start()) {
            DurableTask<String> task = durable.start("failing", "one", namespace);
            assertThat(get(task)).isEqualTo("3 [try 3]");
            List<StepContext> calls = Programs.calls(namespace);
            String run = column(database, "run", "one");
            assertThat(calls).extracting(StepContext::key).containsOnly(namespace + "/" + run + "/1/flaky");
            assertThat(calls).extracting(StepContext::attempt).containsExactly(1, 2, 3);
            assertThat(calls).extracting(StepContext::fence).isSorted().doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("E4")
    void the_last_failure_of_a_step_is_raised_on_frames_loaded_anew(Databases database) throws Exception {
        try (Durable durable = open(database).start()) {
            assertThat(get(durable.<String, String>start("failingForGood", "one", namespace)))
                    .isEqualTo("broken 3 []");
            assertThat(Programs.calls(namespace)).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("E1")
    void an_id_that_is_used_again_is_another_run_with_other_keys(Databases database) throws Exception {
        try (Durable durable = open(database).start()) {
            DurableTask<String> first = durable.start("failing", "one", namespace);
            get(first);
            database.execute("delete from pausa_instance where namespace = '" + namespace + "'");
            assertThatThrownBy(first::state).isInstanceOf(NoSuchElementException.class);
            get(durable.<String, String>start("failing", "one", namespace));
            assertThat(Programs.calls(namespace).stream().map(StepContext::key).distinct())
                    .hasSize(2);
            assertThatThrownBy(first::state).isInstanceOf(NoSuchElementException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule({"E2", "E5"})
    void that_a_step_was_entered_is_committed_before_it_runs_and_signals_do_not_disturb_it(Databases database)
            throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Programs.GATES.put(namespace, gate);
        try (Durable durable = open(database).start()) {
            DurableTask<String> task = durable.start("gated", "one", namespace);
            Databases.until("the step runs", () -> !Programs.calls(namespace).isEmpty());
            String entered = "select name from pausa_step where namespace = ? and state = 'ENTERED'";
            assertThat(database.query(entered, namespace)).containsExactly("gate");
            assertThat(task.snapshot().toJson()).contains("pausa:step/1");
            String version = column(database, "version", "one");
            assertThat(durable.signal("one", "letter", null, "a letter")).isTrue();
            Databases.until(
                    "its wake-up has come",
                    () -> database.query(
                                    "select task_instance from pausa_wakeup where task_name = ? and picked = false",
                                    "pausa:" + namespace)
                            .isEmpty());
            assertThat(column(database, "version", "one")).isEqualTo(version);
            gate.countDown();
            assertThat(get(task)).isEqualTo("through a letter");
            assertThat(Programs.calls(namespace)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("E8")
    void a_step_that_hangs_is_given_up_and_tried_again(Databases database) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Programs.GATES.put(namespace, gate);
        try (Durable durable = open(database).start()) {
            assertThat(get(durable.<String, String>start("slow", "one", namespace)))
                    .isEqualTo("attempt 2");
            assertThat(Programs.calls(namespace)).hasSize(2);
        } finally {
            gate.countDown();
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Transactions
    // -----------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule({"E3", "E4"})
    void a_transaction_that_fails_leaves_nothing_and_raises(Databases database) throws Exception {
        try (Durable durable = open(database).start()) {
            assertThat(get(durable.<String, String>start("refused", "one", namespace)))
                    .isEqualTo("no []");
            assertThat(effects(database, namespace)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("E4")
    void a_conflict_runs_the_block_again_and_is_not_recorded(Databases database) throws Exception {
        try (Durable durable = open(database).start()) {
            assertThat(get(durable.<String, String>start("conflicting", "one", namespace)))
                    .isEqualTo("[changed] 3");
            assertThat(effects(database, namespace)).containsExactly("conflict");
            assertThat(database.query("select tries from pausa_step where namespace = ?", namespace))
                    .containsExactly("1");
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("S3")
    void what_cannot_be_saved_is_parked_at_what_was_saved_last(Databases database) {
        try (Durable durable = open(database).start()) {
            DurableTask<String> task = durable.start("unsavable", "one", namespace);
            until(task, State.UNSAVABLE);
            assertThat(effects(database, namespace)).containsExactly("before");
            assertThat(column(database, "reason", "one")).contains("held[0]", "ReentrantLock", "Programs.java");
            assertThat(task.snapshot().toJson()).contains("transaction(\\\"before\\\")");
            task.retry();
            until(task, State.UNSAVABLE);
            assertThat(effects(database, namespace)).containsExactly("before");
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Failures
    // -----------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("E6")
    void who_kills_its_workers_is_parked_and_others_go_on(Databases database) throws Exception {
        Programs.GATES.put(namespace, new CountDownLatch(1));
        try (Durable durable = open(database).attempts(3).threads(1).start()) {
            DurableTask<String> deadly = durable.start("deadly", "deadly", namespace);
            assertThat(get(durable.<String, String>start("refused", "other", "other")))
                    .isEqualTo("no []");
            until(deadly, State.POISON);
            assertThat(column(database, "reason", "deadly"))
                    .contains("worked on 3 times without getting on", "as if the memory was full");
            assertThat(effects(database, namespace)).containsExactly("before");
            Programs.GATES.remove(namespace);
            deadly.retry();
            assertThat(get(deadly)).isEqualTo("alive");
            assertThat(effects(database, namespace)).containsExactly("before");
            assertThatThrownBy(deadly::retry).hasMessageContaining("only what is parked");
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("V4")
    void what_a_build_cannot_load_is_left_for_others_and_counts_as_no_try(Databases database) throws Exception {
        try (Durable client = open(database).threads(0).start()) {
            DurableTask<String> task = client.start("refused", "one", namespace);
            try (Durable other = Durable.open(database.source())
                    .namespace(namespace)
                    .host("programs", Programs.class)
                    .register("mail", 1, Programs::mail)
                    .poll(Duration.ofMillis(20))
                    .start()) {
                DurableTask<String> own = other.start("mail", "own", 0);
                assertThat(get(own)).isEmpty();
                Databases.until("it was refused", () -> column(database, "refused", "one") != null);
                assertThat(column(database, "refused", "one")).contains("no body is registered as refused");
                assertThat(column(database, "attempt", "one")).isEqualTo("0");
                assertThat(task.state()).isEqualTo(State.RUNNABLE);
            }
            try (Durable able = open(database).start()) {
                assertThat(get(able.find("one", String.class))).isEqualTo("no []");
                assertThat(column(database, "refused", "one")).isNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("E8")
    void nothing_counts_of_a_worker_that_was_taken_for_dead_and_goes_on(Databases database) throws Exception {
        for (String body : List.of("stopped", "stoppedAtLast")) {
            String name = namespace + body;
            CountDownLatch gate = new CountDownLatch(1);
            Programs.GATES.put(name, gate);
            try (Durable first = open(database).threads(1).start();
                    Durable client = open(database).threads(0).start()) {
                DurableTask<String> task = client.start(body, body, name);
                Databases.until("the step runs", () -> Programs.calls(name).size() == 1);
                try (Durable second = open(database).threads(1).start()) {
                    database.execute("update pausa_wakeup set picked = false, version = version + 1 where task_name ="
                            + " 'pausa:" + namespace + "'");
                    assertThat(get(second.find(body, String.class))).isEqualTo("attempt 2");
                }
                gate.countDown();
                first.close();
                assertThat(get(task)).isEqualTo("attempt 2");
                assertThat(database.query("select what from effect where name = ? and what <> 'attempt 2'", name))
                        .isEmpty();
                List<StepContext> calls = Programs.calls(name);
                assertThat(calls.get(0).key()).isEqualTo(calls.get(1).key());
                assertThat(calls.get(0).fence()).isLessThan(calls.get(1).fence());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("E3")
    void several_workers_share_what_is_due(Databases database) throws Exception {
        int number = 30;
        try (Durable one = open(database).threads(2).start();
                Durable two = open(database).threads(2).start();
                Durable three = open(database).threads(2).start()) {
            List<DurableTask<String>> tasks = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                tasks.add(one.start("order", "order " + i, namespace + i));
                two.signal("order " + i, "go", "once", "went");
                three.signal("order " + i, "go", "once", "again");
            }
            for (int i = 0; i < number; i++) {
                assertThat(get(tasks.get(i))).isEqualTo("paid " + namespace + i + " 1 went late 1");
                assertThat(effects(database, namespace + i)).containsExactlyInAnyOrder("book", "ship");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("V4")
    void a_signal_that_a_build_cannot_read_is_left_for_others(Databases database) throws Exception {
        try (Durable client =
                open(database).type("letter", Programs.Letter.class).threads(0).start()) {
            try (Durable unable = open(database).start()) {
                until(unable.start("anything", "one", "x"), State.WAITING);
                client.signal("one", "letter", null, new Programs.Letter("hello"));
                Databases.until("it was refused", () -> column(database, "refused", "one") != null);
                assertThat(column(database, "refused", "one")).contains("no type is registered as letter");
                assertThat(unable.find("one", String.class).state()).isEqualTo(State.WAITING);
            }
            try (Durable able =
                    open(database).type("letter", Programs.Letter.class).start()) {
                assertThat(get(able.find("one", String.class))).isEqualTo("xLetter[text=hello]");
            }
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Signals and times
    // -----------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("D1")
    void no_signal_is_lost_whenever_it_comes(Databases database) throws Exception {
        int number = 60;
        try (Durable durable = open(database).start()) {
            DurableTask<String> task = durable.start("mail", "one", number);
            List<Thread> senders = new ArrayList<>();
            for (int sender = 0; sender < 3; sender++) {
                int first = sender;
                senders.add(new Thread(() -> {
                    for (int i = first; i < number; i += 3) {
                        durable.signal("one", "letter", "number " + i, "" + i);
                    }
                }));
            }
            senders.forEach(Thread::start);
            assertThat(get(task).trim().split(" ")).hasSize(number).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule({"D4", "D5"})
    void signals_are_taken_once_and_may_come_before_they_are_waited_for(Databases database) throws Exception {
        String odd = "\uD800 \u0000 \uD83D\uDE00 'quoted'";
        try (Durable client = open(database).threads(0).start()) {
            DurableTask<String> task = client.start("mail", "one", 2);
            assertThat(client.signal("one", "letter", "a", odd)).isTrue();
            assertThat(client.signal("one", "letter", "a", "again")).isTrue();
            assertThat(client.signal("one", "letter", "b", "last")).isTrue();
            try (Durable durable = open(database).start()) {
                assertThat(get(durable.find("one", String.class))).isEqualTo(odd + " last ");
                assertThat(client.signal("one", "letter", "c", "late")).isFalse();
                assertThat(task.state()).isEqualTo(State.DONE);
                assertThatThrownBy(() -> client.signal("two", "letter", "c", "x"))
                        .isInstanceOf(NoSuchElementException.class)
                        .hasMessageContaining("there is no instance two in the namespace " + namespace);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule("E11")
    void a_stored_signal_beats_the_end_of_the_time_also_if_no_worker_was_there(Databases database) throws Exception {
        try (Durable client = open(database).threads(0).start()) {
            try (Durable durable = open(database).start()) {
                until(durable.start("impatient", "one", 300), State.WAITING);
                assertThat(get(durable.<Integer, String>start("impatient", "other", 1)))
                        .isEqualTo("no signal 'letter' came within PT0.001S");
            }
            String past =
                    "select id from pausa_instance where namespace = ? and id = 'one'" + " and due < current_timestamp";
            Databases.until(
                    "its time is over", () -> !database.query(past, namespace).isEmpty());
            client.signal("one", "letter", null, "just in time");
            try (Durable durable = open(database).start()) {
                assertThat(get(durable.find("one", String.class))).isEqualTo("just in time");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule({"E11", "D2"})
    void due_times_are_the_database_s_and_wakeups_can_be_made_anew_from_them(Databases database) throws Exception {
        try (Durable client = open(database).threads(0).start()) {
            DurableTask<Object> nap;
            try (Durable durable = open(database).start()) {
                nap = durable.start("napping", "nap", "x");
                until(nap, State.WAITING);
            }
            String right = "select id from pausa_instance where namespace = ? and due = deadline and"
                    + " due between current_timestamp + interval '29' day and current_timestamp + interval '30' day";
            assertThat(database.query(right, namespace)).containsExactly("nap");
            DurableTask<String> task = client.start("refused", "one", namespace);
            String wakeups = "select task_instance from pausa_wakeup where task_name = ?";
            assertThat(database.query(wakeups, "pausa:" + namespace)).hasSize(2);
            database.execute("delete from pausa_wakeup where task_name = 'pausa:" + namespace + "'");
            database.execute("update pausa_instance set due = due - interval '60' second where namespace = '"
                    + namespace + "' and id = 'one'");
            try (Durable durable = open(database).start()) {
                assertThat(get(durable.find("one", String.class))).isEqualTo("no []");
            }
            assertThat(task.state()).isEqualTo(State.DONE);
            assertThat(nap.state()).isEqualTo(State.WAITING);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Starting
    // -----------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Rule({"D3", "D5"})
    void an_id_is_started_once_in_a_namespace(Databases database) throws Exception {
        try (Durable durable = open(database).start();
                Durable other =
                        Programs.open(database.source(), namespace + "2").start()) {
            DurableTask<String> first = durable.start("mail", "one", 1);
            DurableTask<String> second = durable.start("mail", "one", 1);
            assertThatThrownBy(() -> durable.start("mail", "one", 2)).hasMessageContaining("with another argument");
            assertThatThrownBy(() -> durable.start("napping", "one", "1")).hasMessageContaining("of the body mail");
            DurableTask<String> apart = other.start("mail", "one", 2);
            durable.signal("one", "letter", null, "here");
            assertThat(get(first)).isEqualTo("here ");
            assertThat(get(second)).isEqualTo("here ");
            assertThat(apart.state()).isNotEqualTo(State.DONE);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void what_takes_part_in_a_transaction_happens_if_that_commits(Databases database) throws Exception {
        try (Durable durable = open(database).start();
                Connection connection = database.source().getConnection()) {
            assertThatThrownBy(() -> durable.in(connection).start("mail", "one", 1))
                    .hasMessageContaining("setAutoCommit(false)");
            connection.setAutoCommit(false);
            durable.in(connection).start("mail", "one", 1);
            connection.rollback();
            assertThatThrownBy(() -> durable.find("one", String.class)).isInstanceOf(NoSuchElementException.class);
            durable.in(connection).start("mail", "one", 1);
            durable.in(connection).signal("one", "letter", null, "both");
            connection.commit();
            assertThat(get(durable.find("one", String.class))).isEqualTo("both ");
        }
    }
}
