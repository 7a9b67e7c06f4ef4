package dev.pausa.conformance.house;

/** The rules of the driver and of the test loop. */
class AsyncRulesTest extends RulesPage {
    private static final String INTRODUCTION = """
            # The driver's rules

            What `dev.pausa.async` and the test loop promise in the corners, what went wrong elsewhere, and the
            tests that show it. This page is generated from the tests; the build fails when it is out of date, or
            when a rule has neither a test nor a reason. This writes it anew:

            ```
            ./mvnw -pl conformance -am test -Dtest=AsyncRulesTest -Drules.write=true \\
                -Dsurefire.failIfNoSpecifiedTests=false
            ```

            A: tasks, scopes, failures. C: cancelling and deadlines. O: operations and wakers. L: loops and threads.
            T: the test loop.
            """;

    AsyncRulesTest() {
        super("async-rules", INTRODUCTION, "async", "testing");
    }
}
