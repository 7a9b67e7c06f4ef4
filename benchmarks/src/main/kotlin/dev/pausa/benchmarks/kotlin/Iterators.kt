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
    fun walk(tree: Node?): Iterator<Int> = iterator { walkIn(tree) }

    private suspend fun SequenceScope<Int>.walkIn(tree: Node?) {
        if (tree != null) {
            walkIn(tree.left)
            yield(tree.key)
            walkIn(tree.right)
        }
    }

    /** The keys of a tree in order; a generator for each node. */
    @JvmStatic
    fun walkAll(tree: Node?): Iterator<Int> = iterator {
        if (tree != null) {
            yieldAll(walkAll(tree.left))
            yield(tree.key)
            yieldAll(walkAll(tree.right))
        }
    }
}
