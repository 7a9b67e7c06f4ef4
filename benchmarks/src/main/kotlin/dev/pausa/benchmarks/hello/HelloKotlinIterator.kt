package dev.pausa.benchmarks.hello

/** One generator of Kotlin's standard library; nothing can be sent into it. */
object HelloKotlinIterator {
    @JvmStatic
    fun main(args: Array<String>) {
        val greeting = iterator {
            yield("hello, ")
            yield("world")
        }
        println(greeting.next().plus(greeting.next()))
    }
}
