package dev.pausa.benchmarks.kotlin

import dev.pausa.benchmarks.Node

/** The generators of Kotlin's standard library. */
object Iterators {
    /** The numbers from 0. */
    @JvmStatic
    fun range(end: Int): Iterator<Int> = iterator {
        for (i in 0 until end) {
            yield(i)
        }
    }

    /** The keys of a tree in order; the recursion is one of functions, in one generator. */
    @JvmStatic
    fun walk(tree: Node): Iterator<Int> = iterator { walkIn(tree) }

    private suspend fun SequenceScope<Int>.walkIn(tree: Node) {
        tree.left?.let { walkIn(it) }
        yield(tree.key)
        tree.right?.let { walkIn(it) }
    }

    /** The keys of a tree in order; a generator for each node. */
    @JvmStatic
    fun walkAll(tree: Node): Iterator<Int> = iterator {
        tree.left?.let { yieldAll(walkAll(it)) }
        yield(tree.key)
        tree.right?.let { yieldAll(walkAll(it)) }
    }
}
