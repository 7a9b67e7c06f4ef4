package kt

import dev.pausa.AsyncGenerator.asyncGenerator
import dev.pausa.Coroutine
import dev.pausa.Coroutine.await
import dev.pausa.Coroutine.coroutine
import dev.pausa.Coroutine.suspend
import dev.pausa.Generator
import dev.pausa.Generator.generator
import dev.pausa.async.Async.blocking
import dev.pausa.async.Async.sleep
import dev.pausa.async.Loop
import java.time.Duration
import java.util.concurrent.locks.ReentrantLock
import java.util.function.Consumer

fun load(id: Int): Coroutine<String> = coroutine(Coroutine.ResultBody { "row " + suspend(id) })

fun outside(): String = await(load(1))

private fun hidden(): String = await(load(2))

val function = { await(load(3)) }

fun consumer(): Consumer<Int> = Consumer { println(await(load(it))) }

fun wrong(lock: ReentrantLock): Coroutine<String> = coroutine(Coroutine.ResultBody {
    load(4)
    synchronized(lock) { await(load(5)) }
    lock.lock()
    await(load(6))
    lock.unlock()
    Thread.sleep(1)
    await(blocking { await(load(7)) })
    try {
        await(load(8))
    } catch (all: Throwable) {
        println(all)
    }
    try {
        await(load(9))
    } finally {
        await(sleep(Duration.ZERO))
    }
    runCatching { await(load(10)) }
    while (lock.isFair) {
        try {
            await(load(11))
        } finally {
            break
        }
    }
    hidden()
})

fun inGenerator(numbers: List<Int>) = generator(Generator.Body<String, Void> { g ->
    g.yield(await(load(12)))
    java.util.ArrayList(numbers).forEach(Consumer { g.yield("$it") })
})

fun begins() {
    Loop.run(Coroutine.ResultBody { load(13) })
}

// Right: inline functions, whose lambdas are the body's own code, and bodies of each form.

inline fun <T> twice(block: (Int) -> T): List<T> = listOf(block(1), block(2))

inline fun awaited(id: Int): String = await(load(id))

fun right(lock: ReentrantLock): Coroutine<String> = coroutine(Coroutine.ResultBody {
    val all = twice { await(load(it)) } + listOf(1, 2).map { awaited(it) }
    AutoCloseable { println("closed") }.use { await(load(1)) }
    synchronized(lock) { println("held") }
    try {
        await(load(2))
    } catch (some: Exception) {
        println(some)
    }
    all.joinToString { it + await(load(3)) }
})

class Body : Coroutine.Body {
    override fun run() {
        await(load(1))
    }
}

class Steps(private val start: Int) {
    private fun step(): String = await(load(start))

    fun begin(): Coroutine<String> = coroutine(Coroutine.ResultBody(::step))

    fun anonymous(): Coroutine<Void> = coroutine(object : Coroutine.Body {
        override fun run() {
            await(load(start))
        }
    })
}

fun rightGenerator() = generator(Generator.Body<Int, Void> { g -> listOf(1, 2).forEach { g.yield(it) } })

fun pages() = asyncGenerator<String, Void> { g -> g.yield(await(load(1))) }
