package dev.pausa.benchmarks.hello

import dev.pausa.benchmarks.kotlin.RawCoroutine

/** One coroutine out of a `suspend` function. */
object HelloKotlin {
    @JvmStatic
    fun main(args: Array<String>) {
        val greeting = RawCoroutine { "hello, ".plus(suspend("who is there?") as String) }
        greeting.send(null)
        println(greeting.send("world"))
    }
}
