package dev.pausa.async;

import dev.pausa.rules.RulesPage;

/** The rules of the driver and of the test loop. */
class RulesTest extends RulesPage {
    private static final String INTRODUCTION = """
            # The driver's rules

            What `dev.pausa.async` and the test loop promise in the corners, what went wrong elsewhere, and the
            tests that show it. This page is generated from the tests; the build fails when it is out of date, or
            when a rule has neither a test nor a reason. This writes it anew:

            ```
            ./mvnw -pl async -am test -Dtest=RulesTest -Dsurefire.failIfNoSpecifiedTests=false -Drules.write=true
            ```

            A: tasks, scopes, failures. C: cancelling and deadlines. O: operations and wakers. L: loops and threads.
            T: the test loop.
            """;

    RulesTest() {
        super("async-rules", INTRODUCTION, "async", "testing");
    }
}
