package dev.pausa.conformance.house;

/** The rules of weaving ahead of time. */
class AheadRulesTest extends RulesPage {
    private static final String INTRODUCTION = """
            # The rules of weaving ahead of time

            What [weaving ahead](design.md#weaving-ahead-of-time) keeps to in the corners, and the tests that
            show it. This page is generated from the tests; the build fails when it is out of date, or when a rule
            has no test and is not open. This writes it anew:

            ```
            ./mvnw -pl conformance -am test -Dtest=AheadRulesTest -Drules.write=true \\
                -Dsurefire.failIfNoSpecifiedTests=false
            ```
            """;

    AheadRulesTest() {
        super("ahead-rules", INTRODUCTION, "weaver");
    }
}
