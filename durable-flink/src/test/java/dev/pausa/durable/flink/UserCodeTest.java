package dev.pausa.durable.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that are loaded by the user code loader of a job: let go of at its end, and replaced from a savepoint. */
class UserCodeTest {
    private static final String BODY = """
            int total = 1;
            String a = await(first());
            String b = await(second());
            emit(key + total + a + b);
            """;

    @TempDir
    Path folder;

    // -----------------------------------------------------------------------------------------------------------------
    // Loaders
    // -----------------------------------------------------------------------------------------------------------------

    private void runOnce(List<URL> more) throws Exception {
        Program program = Program.of(folder, BODY, 1, "");
        List<URL> urls = new ArrayList<>(more);
        urls.add(program.url());
        Script script = Script.timed().event("a", "x", 1).event("b", "left", 2).event("a", "y", 3);
        StreamExecutionEnvironment environment = Cluster.environment(0, urls.toArray(new URL[0]));
        assertThat(Run.all(script.in(environment).process(program.function()).uid("body")))
                .containsExactly("a1xy");
    }

    /**
     * The JDK keeps the types of a component of the record for which it made {@code equals} last
     * ({@code ObjectMethods.OBJECT_EQ}), and one of the library's may be that: now it is this one.
     */
    private record Last(StringBuilder component) {}

    private static boolean isCollected(WeakReference<ClassLoader> loader) {
        for (int i = 0; i < 100 && loader.get() != null; i++) {
            System.gc();
            System.runFinalization();
            List<byte[]> pressure = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                pressure.add(new byte[1 << 20]);
            }
        }
        return loader.get() == null;
    }

    @Test
    @Rule("F5")
    void bodies_are_woven_in_the_user_code_loader_which_goes_when_the_job_ends() throws Exception {
        Loaders.forget();
        runOnce(List.of());
        assertThat(Loaders.OF_BODIES).hasSize(1);
        assertThat(isCollected(Loaders.OF_BODIES.get(0))).isTrue();
    }

    @Test
    @Tag("slow")
    @Rule("F5")
    void the_loader_goes_too_if_the_library_is_in_the_jar_of_the_job() throws Exception {
        Loaders.forget();
        runOnce(Program.library());
        assertThat(Loaders.OF_LIBRARY).hasSize(1);
        ClassLoader library = Loaders.OF_LIBRARY.get(0).get();
        assertThat(library).isNotEqualTo(CoroutineFunction.class.getClassLoader());
        library = null;
        assertThat(new Last(new StringBuilder())).isNotEqualTo(new Last(new StringBuilder()));
        assertThat(isCollected(Loaders.OF_LIBRARY.get(0))).isTrue();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Versions
    // -----------------------------------------------------------------------------------------------------------------

    /** Stops a job in which a coroutine waits for its second event. */
    private String savepoint() throws Exception {
        Program before = Program.of(folder, BODY, 1, "");
        StreamExecutionEnvironment environment = Cluster.environment(0, before.url());
        Script script = Script.timed().event("a", "x", 1).staying();
        script.in(environment).process(before.function()).uid("body").sinkTo(new DiscardingSink<>());
        JobClient job = environment.executeAsync();
        Script.emitted.await();
        Cluster.awaitRunning(job.getJobID());
        return job.stopWithSavepoint(
                        false, folder.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
    }

    private List<String> resumed(Program now, boolean withDeadLetters) throws Exception {
        StreamExecutionEnvironment environment = Cluster.environment(0, now.url());
        environment.configure(new org.apache.flink.configuration.Configuration()
                .set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint()));
        Script script = Script.timed()
                .event("a", "y", 2)
                .event("a", "z", 3)
                .event("b", "1", 4)
                .event("b", "2", 5);
        CoroutineFunction<String, Event, String> function = now.function();
        SingleOutputStreamOperator<String> results = script.in(environment)
                .process(withDeadLetters ? function.deadLetters(Run.DEAD) : function)
                .uid("body");
        return Run.all(Run.withDeadLetters(results));
    }

    @Test
    @Rule({"F1", "V1"})
    void a_savepoint_goes_on_with_the_same_body() throws Exception {
        assertThat(resumed(Program.of(folder, BODY, 1, ""), false)).containsExactly("a1xy", "b112");
    }

    @Test
    @Rule("V2")
    void a_savepoint_goes_on_with_other_code_between_the_pauses() throws Exception {
        String changed = BODY.replace("emit(key", "emit(\"now \" + key");
        assertThat(resumed(Program.of(folder, changed, 1, ""), false)).containsExactly("now a1xy", "now b112");
    }

    private static final String LONG = BODY.replace("int total = 1", "long total = 2");

    private static final String MIGRATION = """
            .migrate("flow", 1, old -> dev.pausa.durable.Snapshot.parse(old.toJson()
                .replace("\\"root\\":[\\"flow\\",1]", "\\"root\\":[\\"flow\\",2]")
                .replace("[\\"total\\",false,\\"I\\",[\\"I\\",1]]", "[\\"total\\",false,\\"J\\",[\\"J\\",\\"100\\"]]")))
            """;

    @Test
    @Rule("V5")
    void a_savepoint_goes_on_as_a_migration_says() throws Exception {
        assertThat(resumed(Program.of(folder, LONG, 2, MIGRATION), false)).containsExactly("a100xy", "b212");
    }

    @Test
    @Rule({"F2", "F5"})
    void what_does_not_fit_goes_to_the_dead_letters_alone_if_that_is_chosen() throws Exception {
        List<String> results = resumed(Program.of(folder, LONG, 2, ""), true);
        assertThat(results).hasSize(2).contains("b212");
        assertThat(results)
                .anyMatch(each ->
                        each.startsWith("dead a Event[key=a, text=y, millis=2]") && each.contains("INCOMPATIBLE")
                                || each.contains("cannot load this snapshot"));
    }

    @Test
    @Rule({"F2", "F5"})
    void what_does_not_fit_fails_the_job_otherwise() {
        Throwable thrown = catchThrowable(() -> resumed(Program.of(folder, LONG, 2, ""), false));
        assertThat(Run.messages(thrown))
                .contains("the coroutine flow of the key a failed")
                .contains("cannot load this snapshot: flow flow.coroutine1, saved at line");
    }
}
