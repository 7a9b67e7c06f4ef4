package dev.pausa.durable.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** What bodies may rely on, one rule after the other. */
class BodiesTest {
    private static List<String> run(Script script, CoroutineFunction<String, Event, String> function) throws Exception {
        return Run.of(script, function);
    }

    @Test
    void each_key_has_a_coroutine_of_its_own_with_coroutines_that_it_awaits() throws Exception {
        Script script = Script.timed()
                .event("a", "1", 1)
                .event("b", "2", 2)
                .event("b", "3", 3)
                .event("a", "4", 4)
                .event("a", "5", 5);
        assertThat(run(script, Bodies.function(Bodies::pair))).containsExactly("b 23", "a 14");
    }

    @Test
    void variables_of_all_kinds_come_back() throws Exception {
        Script script = Script.timed().event("a", "x", 1).event("a", "y", 2).event("a", "x", 3);
        assertThat(run(script, Bodies.function(Bodies::collected))).containsExactly("a [x, y, x] {x=2, y=1}");
    }

    @Test
    void values_go_to_side_outputs() throws Exception {
        assertThat(run(Script.timed().event("a", "text", 1), Bodies.function(Bodies::aside)))
                .containsExactlyInAnyOrder("aside text", "4");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Time
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    @Rule("F4")
    void an_event_is_in_time_by_its_timestamp_however_far_the_watermark_is() throws Exception {
        Script script = Script.timed()
                .event("a", "1", 100)
                .event("a", "in time", 110)
                .event("b", "1", 100)
                .event("b", "too late", 111)
                .event("c", "1", 100)
                .watermark(109)
                .watermark(110)
                .event("b", "in time again", 121);
        assertThat(run(script, Bodies.function(Bodies::within)))
                .containsExactly(
                        "a 1 in time at 110",
                        "b 1 nothing at 110",
                        "c 1 nothing at 110",
                        "b too late in time again at 121");
    }

    @Test
    @Rule("F4")
    void a_timer_that_nobody_waits_for_any_more_does_nothing() throws Exception {
        Script script = Script.timed()
                .event("a", "1", 100)
                .event("a", "2", 101)
                .event("a", "3", 102)
                .watermark(110) // the time-out of the first, which was answered
                .event("a", "4", 112);
        assertThat(run(script, Bodies.function(Bodies::within))).containsExactly("a 1 2 at 101", "a 3 4 at 112");
    }

    @Test
    @Rule("F4")
    void events_that_nobody_awaits_are_kept_in_their_order() throws Exception {
        Script script = Script.timed()
                .event("a", "1", 0)
                .event("a", "2", 5)
                .watermark(100)
                .event("a", "3", 150)
                .watermark(200)
                .watermark(300)
                .watermark(400);
        assertThat(run(script, Bodies.function(Bodies::sleeper)))
                .containsExactly("a slept after 1 to 100", "a slept to 200, then 2", "a slept after 3 to 300");
    }

    @Test
    @Rule("F4")
    void more_events_than_may_be_kept_are_a_failure() throws Exception {
        Script script = Script.timed();
        for (int i = 0; i < 5; i++) {
            script.event("a", "" + i, i);
        }
        List<String> results =
                run(script, Bodies.function(Bodies::sleeper).queue(3).deadLetters(Run.DEAD));
        assertThat(results).hasSize(1);
        assertThat(results.get(0)).startsWith("dead a Event").contains("more than 3 events wait to be awaited");
    }

    @Test
    @Rule("F4")
    void the_last_watermark_ends_all_sleeps() throws Exception {
        assertThat(run(Script.timed().event("a", "1", 0).event("a", "2", 0), Bodies.function(Bodies::sleeper)))
                .containsExactly("a slept after 1 to 100", "a slept to 200, then 2");
    }

    @Test
    @Rule("F4")
    void what_would_sleep_for_ever_after_the_last_watermark_is_discarded() throws Exception {
        List<String> results = run(Script.timed().event("a", "1", 0), Bodies.function(Bodies::heartbeat));
        assertThat(results).containsOnly("a").hasSize(1 + Active.MOST_AFTER_THE_END);
    }

    @Test
    void time_may_be_that_of_the_machine() throws Exception {
        Script script = Script.untimed().event("a", "1", 0).staying();
        var environment = Cluster.environment(0);
        try (var results = script.in(environment)
                .process(Bodies.function(Bodies::withinByClock))
                .executeAndCollect()) {
            assertThat(results.next()).isEqualTo("a 1 nothing");
        }
    }

    @Test
    void events_without_timestamps_are_told_so() {
        Throwable thrown =
                catchThrowable(() -> run(Script.untimed().event("a", "1", 0), Bodies.function(Bodies::within)));
        assertThat(Run.messages(thrown)).contains("its events have no timestamps: assign them with");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Failures
    // -----------------------------------------------------------------------------------------------------------------

    private static Script withPoison() {
        return Script.timed()
                .event("a", "1", 1)
                .event("b", "1", 2)
                .event("a", "poison", 3)
                .event("b", "2", 4)
                .event("a", "2", 5);
    }

    @Test
    @Rule("F5")
    void a_failure_fails_the_job_and_says_where() {
        Throwable thrown = catchThrowable(() -> run(withPoison(), Bodies.function(Bodies::poisoned)));
        assertThat(Run.messages(thrown))
                .contains("the coroutine body of the key a failed, and so does the job as long as deadLetters(…) is"
                        + " not set: java.io.IOException: cannot read poison");
    }

    @Test
    @Rule("F5")
    void a_failure_goes_to_the_dead_letters_if_that_is_chosen_and_the_key_begins_anew() throws Exception {
        List<String> results =
                run(withPoison(), Bodies.function(Bodies::poisoned).deadLetters(Run.DEAD));
        assertThat(results)
                .containsExactlyInAnyOrder(
                        "a 1 1",
                        "b 1 1",
                        "b 2 2",
                        "a 2 1",
                        "dead a Event[key=a, text=poison, millis=3] java.io.IOException: cannot read poison");
    }

    @Test
    @Rule("F5")
    void what_cannot_be_saved_is_a_failure_at_the_event_and_runs_no_finally() throws Exception {
        List<String> results = run(
                Script.timed().event("a", "1", 1),
                Bodies.function(Bodies::unsavable).deadLetters(Run.DEAD));
        assertThat(results).hasSize(1);
        assertThat(results.get(0)).contains("cannot save", "Bodies.java:", "lock[0]: is a ", "ReentrantLock");
    }

    @Test
    @Rule("F3")
    void steps_with_effects_outside_are_refused() {
        Throwable thrown =
                catchThrowable(() -> run(Script.timed().event("a", "1", 1), Bodies.function(Bodies::outside)));
        assertThat(Run.messages(thrown))
                .contains("the body body awaits a ")
                .contains("Bodies.java:")
                .contains("There are no steps that have effects outside, since nothing is committed before the effect");
    }

    @Test
    void a_body_that_takes_no_event_is_refused() {
        Throwable thrown = catchThrowable(() -> run(Script.timed().event("a", "1", 1), Bodies.function(Bodies::idle)));
        assertThat(Run.messages(thrown)).contains("has returned without awaiting the event for which it was begun");
    }

    @Test
    @Rule("F4")
    void the_state_has_no_time_to_live() {
        assertThat(CoroutineFunction.state().getTtlConfig().isEnabled()).isFalse();
        assertThat(CoroutineFunction.class).isFinal();
    }

    @Test
    @Rule("F5")
    void a_dead_letter_has_the_coroutine_as_it_was_before_the_event() throws Exception {
        SingleOutputStreamOperator<String> results = withPoison()
                .in(Cluster.environment(0))
                .process(Bodies.function(Bodies::counting).deadLetters(Run.DEAD))
                .uid("body");
        List<String> letters =
                Run.all(results.getSideOutput(Run.DEAD).map(letter -> letter.failure() + " " + letter.snapshot()));
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0))
                .startsWith("java.io.IOException: poison after 2 ")
                .contains("[\"seen\",false,\"I\",[\"I\",1]]");
    }

    private static List<String> same(String backend, boolean withDeadLetters) throws Exception {
        Script script = Script.timed();
        for (int i = 0; i < 5; i++) {
            script.event("a", "" + i, i);
        }
        Bodies.last = null;
        StreamExecutionEnvironment environment = Cluster.environment(0);
        environment.configure(new Configuration().set(StateBackendOptions.STATE_BACKEND, backend));
        CoroutineFunction<String, Event, String> function = Bodies.function(Bodies::same);
        return Run.all(script.in(environment)
                .process(withDeadLetters ? function.deadLetters(Run.DEAD) : function)
                .uid("body"));
    }

    /** On the heap it is packed once, before it is known that the state gives back what it was given. */
    @Test
    @Rule("F1")
    void a_coroutine_that_cannot_change_is_packed_only_when_it_is_written() throws Exception {
        assertThat(same("hashmap", false)).containsExactly("1 false", "2 true", "3 true", "4 true");
        assertThat(same("hashmap", true)).containsExactly("1 false", "2 true", "3 true", "4 true");
        assertThat(same("rocksdb", false)).containsExactly("1 false", "2 false", "3 false", "4 false");
    }

    @Test
    @Rule("F1")
    void the_state_never_changes_and_has_a_serializer_of_its_own() {
        ValueStateDescriptor<Paused> state = CoroutineFunction.state();
        state.initializeSerializerUnlessSet(new org.apache.flink.api.common.ExecutionConfig());
        assertThat(state.getSerializer()).isInstanceOf(PausedSerializer.class);
        assertThat(state.getSerializer().isImmutableType())
                .isFalse(); // copied, since who gets it resumes what is in it
        assertThat(Paused.class.getDeclaredFields())
                .filteredOn(field -> !java.lang.reflect.Modifier.isStatic(field.getModifiers()))
                .allMatch(field -> java.lang.reflect.Modifier.isFinal(field.getModifiers()));
    }
}
