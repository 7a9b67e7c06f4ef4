package dev.pausa.conformance.house;

/** The rules of durable coroutines, also those of Flink. */
class DurableRulesTest extends RulesPage {
    private static final String INTRODUCTION = """
            # The rules of durable coroutines

            What `dev.pausa.durable` promises in the corners, what went wrong elsewhere, and the tests that show it.
            This page is generated from the tests; the build fails when it is out of date, or when a rule has
            neither a test nor a reason. This writes it anew:

            ```
            ./mvnw -pl conformance -am test -Dtest=DurableRulesTest -Drules.write=true \\
                -Dsurefire.failIfNoSpecifiedTests=false
            ```

            S: what is saved. V: versions. E: execution. D: store and engine. H: security. F: Apache Flink.
            """;

    DurableRulesTest() {
        super("durable-rules", INTRODUCTION, "durable", "durable-flink");
    }
}
