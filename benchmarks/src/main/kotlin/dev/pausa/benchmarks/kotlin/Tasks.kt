package dev.pausa.benchmarks.kotlin

import dev.pausa.benchmarks.Counter
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield

/** The workloads that have tasks, with kotlinx.coroutines, on the event loop of `runBlocking`: on this thread. */
object Tasks {
    private const val LONG = 60_000L

    @JvmStatic
    fun pingPong(times: Int, capacity: Int): Int = runBlocking {
        val there = Channel<Int>(capacity)
        val back = Channel<Int>(capacity)
        launch {
            for (i in 0 until times) {
                back.send(2 * there.receive())
            }
        }
        var sum = 0
        for (i in 0 until times) {
            there.send(i and 127)
            sum += back.receive()
        }
        sum
    }

    @JvmStatic
    fun stream(times: Int, capacity: Int): Int = runBlocking {
        val channel = Channel<Int>(capacity)
        launch {
            for (i in 0 until times) {
                channel.send(i and 127)
            }
        }
        var sum = 0
        for (i in 0 until times) {
            sum += channel.receive()
        }
        sum
    }

    @JvmStatic
    fun switching(tasks: Int, switches: Int, counter: Counter): Unit = runBlocking {
        coroutineScope {
            for (i in 0 until tasks) {
                launch {
                    for (j in 0 until switches) {
                        yield()
                        counter.count++
                    }
                }
            }
        }
    }

    @JvmStatic
    fun joining(times: Int): Int = runBlocking {
        var sum = 0
        for (i in 0 until times) {
            val number = i and 127
            sum += async { number }.await()
        }
        sum
    }

    @JvmStatic
    fun ready(times: Int): Int = runBlocking {
        val deferred = CompletableDeferred(1)
        var sum = 0
        for (i in 0 until times) {
            sum += deferred.await()
        }
        sum
    }

    @JvmStatic
    fun readyInTime(times: Int): Int = runBlocking {
        val deferred = CompletableDeferred(1)
        var sum = 0
        for (i in 0 until times) {
            sum += withTimeout(LONG) { deferred.await() }
        }
        sum
    }

    @JvmStatic
    fun pairs(times: Int): Int = runBlocking {
        var sum = 0
        for (i in 0 until times) {
            sum += coroutineScope {
                val one = async { 1 }
                val two = async { 2 }
                one.await() + two.await()
            }
        }
        sum
    }

    /** Starts tasks that sleep until an instant of [System.nanoTime], then runs [asleep], and waits for all. */
    @JvmStatic
    fun sleeping(tasks: Int, due: Long, counter: Counter, asleep: Runnable): Unit = runBlocking {
        for (i in 0 until tasks) {
            launch {
                delay((due - System.nanoTime()) / 1_000_000)
                counter.count++
            }
        }
        yield()
        asleep.run()
    }
}
