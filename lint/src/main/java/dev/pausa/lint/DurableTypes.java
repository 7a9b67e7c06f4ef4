package dev.pausa.lint;

/** The names by which durable bodies are known. */
public final class DurableTypes {
    /** The interface of what begins a durable body. */
    public static final String BODY = "dev.pausa.durable.DurableBody";

    /** The class whose static methods make the operations that only durable bodies can await. */
    public static final String OPERATIONS = "dev.pausa.durable.Durable";

    /** The interface of the code of a step or a transaction, which is no part of the body around it. */
    public static final String CALL = "dev.pausa.durable.DurableCall";

    /** The interface of what can be awaited. */
    public static final String AWAITABLE = "dev.pausa.Awaitable";

    /** The interface of what bodies are made into. */
    public static final String COROUTINE_OBJECT = "dev.pausa.CoroutineObject";

    private DurableTypes() {}
}
