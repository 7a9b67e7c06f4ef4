package dev.pausa.conformance.diagnostics;

import dev.pausa.conformance.asyncgen.AsyncStepTableTest;
import dev.pausa.conformance.await.AwaitSharingTest;
import dev.pausa.conformance.coroutine.CoroutineCloseTest;
import dev.pausa.conformance.coroutine.CoroutineStateTableTest;
import dev.pausa.conformance.generator.GeneratorProtocolTest;
import dev.pausa.conformance.generator.YieldFromSharedTest;
import dev.pausa.conformance.generator.YieldFromTest;
import dev.pausa.diagnostics.Diagnostics;
import jdk.jfr.Recording;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInfo;

/** The flight recorder changes nothing: states, values and traces are those of the tests that run without it. */
class RecordedTest {
    private static Recording recording;

    @BeforeAll
    static void begin() {
        Diagnostics.setFlightRecording(true);
        recording = new Recording();
        recording.start();
    }

    @AfterAll
    static void end() {
        Diagnostics.setFlightRecording(false);
        recording.close();
    }

    @Nested
    class States extends CoroutineStateTableTest {}

    @Nested
    class Generators extends GeneratorProtocolTest {}

    @Nested
    class Delegation extends YieldFromTest {}

    @Nested
    class SharedDelegation extends YieldFromSharedTest {}

    @Nested
    class Awaits extends AwaitSharingTest {}

    @Nested
    class Closing extends CoroutineCloseTest {}

    @Nested
    class AsyncSteps extends AsyncStepTableTest {}

    @Nested
    class Traces extends AwaitTraceTest {
        Traces(TestInfo test) {
            super(test);
        }

        /** What is logged within a drive shows the library's part of the stack, which has the recorder in it. */
        @Override
        void logged_in_the_middle() {}
    }

    @Nested
    class TracesOfErrors extends AwaitTraceErrorsTest {
        TracesOfErrors(TestInfo test) {
            super(test);
        }
    }

    @Nested
    class Details extends StateDetailsTest {}
}
