package dev.pausa.durable;

import dev.pausa.rules.RulesPage;

/** The rules of durable coroutines, also those of Flink. */
class RulesTest extends RulesPage {
    private static final String INTRODUCTION = """
            # The rules of durable coroutines

            What `dev.pausa.durable` promises in the corners, what went wrong elsewhere, and the tests that show it.
            This page is generated from the tests; the build fails when it is out of date, or when a rule has
            neither a test nor a reason. This writes it anew:

            ```
            ./mvnw -pl durable -am test -Dtest=RulesTest -Dsurefire.failIfNoSpecifiedTests=false -Drules.write=true
            ```

            S: what is saved. V: versions. E: execution. D: store and engine. H: security. F: Apache Flink.
            """;

    RulesTest() {
        super("durable-rules", INTRODUCTION, "durable", "durable-flink");
    }
}
