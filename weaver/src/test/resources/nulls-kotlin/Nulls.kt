package nulls

import dev.pausa.AsyncCursor
import dev.pausa.AsyncExitStack
import dev.pausa.AsyncGenerator
import dev.pausa.AsyncGenerator.asyncGenerator
import dev.pausa.AsyncIterable
import dev.pausa.AsyncIterator
import dev.pausa.AsyncResource
import dev.pausa.Awaitable
import dev.pausa.AwaitIterator
import dev.pausa.ClosingIterable
import dev.pausa.Coroutine
import dev.pausa.Coroutine.await
import dev.pausa.Coroutine.coroutine
import dev.pausa.Generator
import dev.pausa.Generator.generator
import dev.pausa.Generator.generatorReturning
import dev.pausa.Step
import dev.pausa.StopIteration
import java.util.concurrent.CompletionStage

/** Null wherever a value may stand: this compiles because each type variable of the library admits `String?`. */
object Nulls {
    private fun nothing(): Coroutine<String?> = coroutine(Coroutine.ResultBody<String?> { null })

    private fun named(): Coroutine<String?> = coroutine("named", Coroutine.ResultBody<String?> { null })

    @JvmStatic
    fun awaited(stage: CompletionStage<String?>): Coroutine<List<String?>> =
        coroutine(Coroutine.ResultBody<List<String?>> {
            val other: Awaitable<String?> = ByHand()
            listOf(await<String?>(nothing()), await<String?>(named()), await<String?>(other), await<String?>(stage))
        })

    private class ByHand : Awaitable<String?> {
        override fun awaitIterator(): AwaitIterator<String?> = AwaitIterator<String?> { throw StopIteration(null) }
    }

    @JvmStatic
    fun steps(): List<Step<String?>> = listOf(Step.Returned<String?>(null), Step.Yielded<String?>(null), nothing().step(null))

    private fun inner(): Generator<String?, String?, String?> =
        generatorReturning(Generator.ResultBody<String?, String?, String?> { g ->
            val sent: String? = g.`yield`(null)
            sent
        })

    private fun outer(): Generator<String?, String?, Void> = generator(Generator.Body<String?, String?> { g ->
        val result: String? = g.yieldFrom(inner())
        g.`yield`(result)
        g.yieldAll(listOf<String?>(null))
    })

    @JvmStatic
    fun generated(): List<String?> {
        val once: Iterable<String?> = Generator.iterable(Generator.Body<String?, Void> { g -> g.`yield`(null) })
        val closing: ClosingIterable<String?> = Generator.closing(once)
        val g = outer()
        val first: String? = g.next()
        val second: String? = g.send(null)
        val third: Any? = g.step(null).value()
        return listOf(first, second, third as String?) + closing
    }

    private fun elements(): AsyncGenerator<String?, String?> =
        asyncGenerator(AsyncGenerator.Body<String?, String?> { g ->
            val sent: String? = g.`yield`(null)
            g.`yield`(sent)
        })

    @JvmStatic
    fun iterated(): Coroutine<List<String?>> = coroutine(Coroutine.ResultBody<List<String?>> {
        val seen = ArrayList<String?>()
        val elements = elements()
        val iterator: AsyncIterator<String?> = elements
        val iterable: AsyncIterable<String?> = iterator
        seen.add(await<String?>(iterator.anext()))
        seen.add(await<String?>(elements.asend(null)))
        seen.add(await<String?>(iterator.anext(null)))
        val cursor: AsyncCursor<String?> = elements().cursor()
        await(cursor.advance())
        seen.add(cursor.current())
        await(iterable.forEach(Coroutine.Block<String?> { seen.add(it) }))
        await(elements().forEach(Coroutine.Block<String?> { seen.add(it) }))
        seen
    })

    private fun resource(): AsyncResource<String?> =
        AsyncResource.resource(AsyncGenerator.Body<String?, Void> { g -> g.`yield`(null) })

    @JvmStatic
    fun entered(): Coroutine<List<String?>> = coroutine(Coroutine.ResultBody<List<String?>> {
        val seen = ArrayList<String?>()
        await(AsyncResource.with(resource(), Coroutine.Block<String?> { seen.add(it) }))
        seen.add(await<String?>(AsyncResource.withReturning(resource(), Coroutine.ResultBlock<String?, String?> { it })))
        val stack = AsyncExitStack()
        seen.add(await<String?>(stack.enter(resource())))
        await(stack.aclose())
        seen
    })
}
