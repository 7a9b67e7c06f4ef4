package dev.pausa.benchmarks.kotlin

import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.createCoroutineUnintercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn

/**
 * A coroutine object out of Kotlin's `suspend` functions and the intrinsics of its standard library, with nothing
 * between: a paused body is its compiler's continuation object, and a yielded value travels through a field of this
 * one.
 */
class RawCoroutine(body: suspend RawCoroutine.() -> Any?) : Continuation<Any?> {
    override val context: CoroutineContext
        get() = EmptyCoroutineContext

    /** Where it goes on; null when it has ended. */
    private var paused: Continuation<Any?>?

    private var value: Any? = null

    /** What the body threw. */
    private var failure: Throwable? = null

    init {
        @Suppress("UNCHECKED_CAST") // the first resume ignores its value
        paused = body.createCoroutineUnintercepted(this, this) as Continuation<Any?>
    }

    val isDone: Boolean
        get() = paused == null

    /** Pauses; the [yielded] value goes to the driver, and the driver's comes back. */
    suspend fun suspend(yielded: Any?): Any? = suspendCoroutineUninterceptedOrReturn { continuation ->
        paused = continuation
        value = yielded
        COROUTINE_SUSPENDED
    }

    /** Resumes it; returns the yielded value, or what the body returned. */
    fun send(sent: Any?): Any? = resume(Result.success(sent))

    /** Raises an exception where it is paused. */
    fun raise(exception: Throwable): Any? = resume(Result.failure(exception))

    /** Raises an exit where it is paused. */
    fun close() {
        try {
            raise(Exit)
        } catch (closed: Exit) {
            return
        }
        throw IllegalStateException("the body ignored its exit")
    }

    private fun resume(result: Result<Any?>): Any? {
        val at = paused
        at!!.resumeWith(result)
        failure?.let { throw it }
        return value
    }

    /** The body has ended. */
    override fun resumeWith(result: Result<Any?>) {
        paused = null
        result.fold({ value = it }, { failure = it })
    }

    private object Exit : RuntimeException(null, null, false, false) {
        private fun readResolve(): Any = Exit
    }
}
