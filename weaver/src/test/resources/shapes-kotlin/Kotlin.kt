package kotlinshapes

import dev.pausa.AsyncGenerator
import dev.pausa.AsyncGenerator.asyncGenerator
import dev.pausa.Awaitable
import dev.pausa.BlockAccess.block
import dev.pausa.BlockAccess.blockReturning
import dev.pausa.Coroutine
import dev.pausa.Coroutine.await
import dev.pausa.Coroutine.coroutine
import dev.pausa.Coroutine.suspend
import dev.pausa.Generator
import dev.pausa.Generator.generator
import dev.pausa.Generator.generatorReturning
import dev.pausa.weaver.Ticks.elements
import dev.pausa.weaver.Ticks.log
import dev.pausa.weaver.Ticks.pausing
import dev.pausa.weaver.Ticks.tick
import dev.pausa.weaver.Ticks.value

/** Lambdas of Kotlin that implement the body interface. */

private var secret = 5

private fun hidden(x: Int) = x * secret

class Point(val x: Int, val y: Long, private val name: String = "p") {
    private var count = 0

    init {
        log("Point")
    }

    fun body(): Any = coroutine(Coroutine.ResultBody<Any> {
        count += await(tick("a", x))
        "$name$count" + await(tick("b", y)) + Point(await(tick("c", 3)), y).x
    })

    companion object {
        private const val LIMIT = 3

        fun inCompanion(): Any = coroutine(Coroutine.ResultBody<Any> {
            var n = 0
            while (n < LIMIT) n += await(tick("n$n", 1))
            n
        })
    }
}

sealed interface Tree

data class Leaf(val value: Int) : Tree

data class Branch(val left: Tree, val right: Tree) : Tree

private fun sum(tree: Tree): Awaitable<Int> = coroutine(Coroutine.ResultBody<Int> {
    when (tree) {
        is Leaf -> await(tick("leaf", tree.value))
        is Branch -> await(sum(tree.left)) + await(sum(tree.right))
    }
})

inline fun <T> twice(block: (Int) -> T): List<T> = listOf(block(1), block(2))

object Kotlin {
    @JvmStatic
    fun operands(): Any = coroutine(Coroutine.ResultBody<Any> {
        val n = value("a", 1) + await(tick("b", 2)) * await(tick("c", 3L))
        "n=$n ${await(tick("d", 1.5))} ${await(tick("e", 'c'))}" + hidden(await(tick("f", 4)))
    })

    @JvmStatic
    fun captures(): Any {
        var shared = 1
        val fixed = value("fixed", 7L)
        val text = "t"
        return coroutine(Coroutine.ResultBody<Any> {
            shared += await(tick("a", 2))
            shared.toString() + fixed + text + await(tick("b", text))
        })
    }

    @JvmStatic
    fun member(): Any = Point(1, 2).body()

    @JvmStatic
    fun companion(): Any = Point.inCompanion()

    @JvmStatic
    fun inlined(): Any = coroutine(Coroutine.ResultBody<Any> {
        val list = twice { i -> "x$i" + await(tick("i$i", i)) }
        val mapped = listOf(1, 2, 3).filter { it != await(tick("skip$it", 2)) }.map { it + await(tick("map$it", 10)) }
        list.toString() + mapped.sumOf { it + await(tick("sum$it", 1)) }
    })

    @JvmStatic
    fun tryExpression(): Any = coroutine(Coroutine.ResultBody<Any> {
        val n = value("before", 1) + try {
            await(tick("a", 2))
        } catch (e: Exception) {
            log("caught ${e.message}")
            await(tick("b", 3))
        } finally {
            log("finally " + await(tick("c", 4)))
        }
        n + await(tick("d", 5))
    })

    @JvmStatic
    fun useResource(): Any = coroutine(Coroutine.ResultBody<Any> {
        AutoCloseable { log("closed") }.use {
            await(tick("a", 1)) + await(tick("b", 2))
        }
    })

    @JvmStatic
    fun whenExpression(): Any = coroutine(Coroutine.ResultBody<Any> {
        val out = StringBuilder()
        for (o in listOf(1, "two", 4.0, Leaf(5))) {
            out.append("<").append(
                when (val it = await(tick("o", o))) {
                    is Int -> it + await(tick("i", 1))
                    is String -> if (it.length == await(tick("len", 3))) it else return@ResultBody "none"
                    is Leaf -> it.copy(value = await(tick("leaf", 6)))
                    else -> await(tick("else", "else"))
                },
            )
        }
        out.toString()
    })

    @JvmStatic
    fun nullables(): Any = coroutine(Coroutine.ResultBody<Any> {
        val s: String? = if (await(tick("a", true))) null else "s"
        val length = s?.length ?: await(tick("b", -1))
        val (x, y) = await(tick("c", Pair(1, "y")))
        "$length$x$y${s ?: await(tick("d", "elvis"))}"
    })

    @JvmStatic
    fun labels(): Any = coroutine(Coroutine.ResultBody<Any> {
        var s = ""
        outer@ for (i in 0..await(tick("to", 3))) {
            for (j in 3 downTo 0 step 1) {
                if (await(tick("$i$j", j)) == i) continue@outer
                if (i == 2) break@outer
                s += "$i$j "
            }
        }
        s
    })

    @JvmStatic
    fun recursion(): Any = sum(Branch(Leaf(1), Branch(Leaf(2), Leaf(3))))

    @JvmStatic
    fun constructors(): Any = coroutine(Coroutine.ResultBody<Any> {
        val p = Point(await(tick("a", 1)), if (await(tick("b", true))) await(tick("c", 2L)) else 3L)
        Point(p.x, await(tick("d", p.y)), "q").y + Branch(Leaf(await(tick("e", 4))), Leaf(5)).left.hashCode()
    })

    @JvmStatic
    fun anonymousObject(): Any = coroutine(object : Coroutine.ResultBody<Any> {
        private var n = 3

        override fun run(): Any {
            n += await(tick("a", 1))
            return n + secret
        }
    })

    @JvmStatic
    fun voidBody(): Any = coroutine(Coroutine.Body {
        log(await(tick("a", 1)))
        repeat(2) { log("got " + suspend(it)) }
    })

    @JvmStatic
    fun nestedLambdas(): Any = coroutine(Coroutine.ResultBody<Any> {
        val n = await(tick("n", 2))
        val add: (Int) -> Int = { it + n + secret }
        val reference = ::hidden
        add(await(tick("a", 1))) + reference(await(tick("b", 2))) + await(tick("c", add))(3)
    })

    @JvmStatic
    fun insideSynchronizedBefore(): Any = coroutine(Coroutine.ResultBody<Any> {
        val lock = Any()
        val n = synchronized(lock) { value("locked", 1) }
        n + await(tick("a", 2)) + synchronized(lock) { value("again", 3) }
    })
}

internal fun target(): Int = 1 + await(tick("a", 1))

class Bound(private val n: Int) {
    fun load(): Int = n + await(tick("b", n))
}

object References {
    @JvmStatic
    fun topLevel(): Any = coroutine(Coroutine.ResultBody<Int>(::target))

    @JvmStatic
    fun bound(): Any = coroutine(Coroutine.ResultBody<Int>(Bound(4)::load))
}

fun <T : Any> ask(name: String, answer: T): Generator<Any, Any, T> =
    generatorReturning(Generator.ResultBody<Any, Any, T> { g ->
        if (pausing()) log("answer " + g.`yield`(name))
        answer
    })

internal fun referenced(g: Generator.Yielder<Any, Any>): Int = 1 + g.yieldFrom(ask("a", 1))!!

class YieldBound(private val n: Int) {
    fun walk(g: Generator.Yielder<Any, Any>): Any = "$n" + g.`yield`(n) + hiddenIn(g.yieldFrom(ask("b", 2))!!)

    private fun hiddenIn(x: Int) = x * n
}

internal fun taking(n: Int): Long = n + await(tick("a", 2L))

object Generators {
    @JvmStatic
    fun lambda(): Any {
        val wide = value("wide", 4L)
        var shared = 1
        return generatorReturning(Generator.ResultBody<Any, Any, Any> { g ->
            for (i in 0 until 3) shared += i + "${g.`yield`(i)}".length
            val pair = Pair(g.`yield`("left"), g.yieldFrom(ask("right", wide)))
            "$pair$shared" + listOf(1, 2).map { it + shared + g.yieldFrom(ask("map$it", it))!! }
        })
    }

    @JvmStatic
    fun tryExpression(): Any = generator(Generator.Body<Any, Any> { g ->
        val n = try {
            g.yieldFrom(ask("a", 1))!!
        } catch (e: Exception) {
            log("caught ${e.message}")
            2
        } finally {
            g.yieldAll(elements("c", 2))
        }
        log("$n" + g.`yield`(n))
    })

    @JvmStatic
    fun anonymousObject(): Any = generatorReturning(object : Generator.ResultBody<Any, Any, Int> {
        private var n = 3

        override fun run(g: Generator.Yielder<Any, Any>): Int {
            n += g.yieldFrom(ask("a", secret))!!
            g.`yield`(n)
            return n
        }
    })

    @JvmStatic
    fun topLevelReference(): Any = generatorReturning(Generator.ResultBody<Any, Any, Int>(::referenced))

    @JvmStatic
    fun boundReference(): Any = generatorReturning(Generator.ResultBody<Any, Any, Any>(YieldBound(4)::walk))

    @JvmStatic
    fun nested(): Any = generatorReturning(Generator.ResultBody<Any, Any, Any> { g ->
        val text = "t" + g.`yield`(1)
        g.yieldFrom(generatorReturning(Generator.ResultBody<Any, Any, Any> { h -> text + h.`yield`(2) })).toString() + g.`yield`(text)
    })

    @JvmStatic
    fun asynchronous(): Any {
        val n = value("n", 2)
        return asyncGenerator(AsyncGenerator.Body<Any, Any> { g ->
            for (i in 0..n) log("" + g.`yield`(await(tick("a$i", i))) + await(tick("b", n)))
        })
    }

    @JvmStatic
    fun blockLambda(): Any {
        val n = value("n", 2L)
        return blockReturning(Coroutine.ResultBlock<String, Any> { s -> s + n + await(tick("a", s.length)) + s }, "s")
    }

    @JvmStatic
    fun voidBlock(): Any = block(Coroutine.Block<String> { s -> log(s + await(tick("a", s)) + s) }, "s")

    @JvmStatic
    fun blockObject(): Any = block(object : Coroutine.Block<Int> {
        override fun run(n: Int) {
            log(n + await(tick("a", n)) + secret)
        }
    }, 5)

    @JvmStatic
    fun blockReference(): Any = blockReturning(Coroutine.ResultBlock<Int, Long>(::taking), 5)
}
