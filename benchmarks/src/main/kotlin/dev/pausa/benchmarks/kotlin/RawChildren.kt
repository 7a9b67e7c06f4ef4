package dev.pausa.benchmarks.kotlin

/** Awaits children that finish at once, and returns the sum of what they return. */
object RawChildren {
    /** The children are functions: there is no object for one that does not pause. */
    @JvmStatic
    fun functions(times: Int, mixed: Boolean) = RawCoroutine {
        var sum = 0
        for (i in 0 until times) {
            sum += if (mixed) inTurn(this, i) else first(this, i)
        }
        sum
    }

    private suspend fun inTurn(self: RawCoroutine, n: Int): Int = when (n % 3) {
        0 -> first(self, n)
        1 -> second(self, n)
        else -> third(self, n)
    }

    private suspend fun first(self: RawCoroutine, n: Int): Int = (if (n < 0) self.suspend(n) as Int else n) + 1

    private suspend fun second(self: RawCoroutine, n: Int): Int = (if (n < 0) self.suspend(n) as Int else n) * 2

    private suspend fun third(self: RawCoroutine, n: Int): Int = (if (n < 0) self.suspend(n) as Int else n) xor 5

    /** The children are objects, which are made first and awaited then, as coroutine objects are. */
    @JvmStatic
    fun objects(times: Int, mixed: Boolean) = RawCoroutine {
        var sum = 0
        for (i in 0 until times) {
            val child = if (mixed) objectInTurn(this, i) else firstObject(this, i)
            sum += child()
        }
        sum
    }

    private fun objectInTurn(self: RawCoroutine, n: Int): suspend () -> Int = when (n % 3) {
        0 -> firstObject(self, n)
        1 -> suspend { (if (n < 0) self.suspend(n) as Int else n) * 2 }
        else -> suspend { (if (n < 0) self.suspend(n) as Int else n) xor 5 }
    }

    private fun firstObject(self: RawCoroutine, n: Int): suspend () -> Int =
        suspend { (if (n < 0) self.suspend(n) as Int else n) + 1 }
}
