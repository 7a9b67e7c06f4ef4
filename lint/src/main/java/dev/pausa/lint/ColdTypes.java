package dev.pausa.lint;

import java.util.List;
import java.util.Map;

/** The types whose values do nothing by themselves, and the code that drops some on purpose. */
public final class ColdTypes {
    /** What a value of each type is called. */
    public static final Map<String, String> NAMES = Map.of(
            "dev.pausa.Coroutine", "a coroutine",
            "dev.pausa.Awaitable", "an awaitable",
            "dev.pausa.Generator", "a generator",
            "dev.pausa.AsyncGenerator", "an asynchronous generator",
            "dev.pausa.async.Operation", "an operation");

    /** Packages of frameworks that call code to see whether it throws, or to say what is expected. */
    public static final List<String> TEST_FRAMEWORKS =
            List.of("org.junit.", "org.assertj.", "org.testng.", "org.mockito.", "junit.framework.");

    private ColdTypes() {}
}
