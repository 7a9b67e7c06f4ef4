package dev.pausa.benchmarks.kotlin

import dev.pausa.benchmarks.Counter
import dev.pausa.benchmarks.Node
import dev.pausa.benchmarks.Signal

/** The bodies of the workloads. A body awaits another one by calling it, as one does in Kotlin. */
object RawBodies {
    /** Yields the total of all that it was sent, until it is sent null. */
    @JvmStatic
    fun totals() = RawCoroutine { totalsIn(this) }

    private suspend fun totalsIn(self: RawCoroutine): Int {
        var total = 0
        var sent = self.suspend(total)
        while (sent != null) {
            total += sent as Int
            sent = self.suspend(total)
        }
        return total
    }

    /** Yields the total of all that it was sent, modulo 128: a number that is never boxed anew. */
    @JvmStatic
    fun ticks() = RawCoroutine {
        var ticks = 0
        var sent = suspend(ticks)
        while (sent != null) {
            ticks = (ticks + sent as Int) and 127
            sent = suspend(ticks)
        }
        ticks
    }

    /** [totals] under a number of awaits. */
    @JvmStatic
    fun under(depth: Int) = RawCoroutine { underIn(this, depth) }

    private suspend fun underIn(self: RawCoroutine, depth: Int): Int =
        if (depth == 0) totalsIn(self) else underIn(self, depth - 1) + 1

    /**
     * Yields how many signals it has caught, modulo 128: a number that is never boxed anew. Ends when it is sent null.
     */
    @JvmStatic
    fun catching() = RawCoroutine {
        var caught = 0
        var sent: Any? = caught
        while (sent != null) {
            try {
                sent = suspend(caught)
            } catch (signal: Signal) {
                caught = (caught + 1) and 127
            }
        }
        caught
    }

    /** Pauses once inside a try, whose finally block counts. */
    @JvmStatic
    fun closing(counter: Counter, number: Int) = RawCoroutine {
        try {
            suspend(number)
        } finally {
            counter.count++
        }
    }

    /** A node of a tree of awaits; returns the sum of its number and what its children return. */
    @JvmStatic
    fun tree(nodes: Int, pausing: Boolean) = RawCoroutine { node(this, 1, nodes, pausing) }

    private suspend fun node(self: RawCoroutine, number: Int, nodes: Int, pausing: Boolean): Long {
        val left = 2 * number
        if (left > nodes) {
            return if (pausing) (self.suspend(number) as Int).toLong() else number.toLong()
        }
        var sum = number + node(self, left, nodes, pausing)
        if (left < nodes) {
            sum += node(self, left + 1, nodes, pausing)
        }
        return sum
    }

    /** Pauses once with two ints and a reference that it needs afterwards. */
    @JvmStatic
    fun waiting(a: Int, b: Int, text: String) = RawCoroutine {
        suspend(null)
        a + b + text.length
    }

    /** Yields the numbers from 0. */
    @JvmStatic
    fun range(end: Int) = RawCoroutine {
        for (i in 0 until end) {
            suspend(i)
        }
        null
    }

    /** Yields the keys of a tree in order. */
    @JvmStatic
    fun walk(tree: Node) = RawCoroutine {
        walkIn(this, tree)
        null
    }

    private suspend fun walkIn(self: RawCoroutine, tree: Node) {
        tree.left?.let { walkIn(self, it) }
        self.suspend(tree.key)
        tree.right?.let { walkIn(self, it) }
    }
}
