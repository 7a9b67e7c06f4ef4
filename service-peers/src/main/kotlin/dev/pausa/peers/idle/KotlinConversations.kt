package dev.pausa.peers.idle

import java.util.concurrent.Executors
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/** With kotlinx.coroutines: jobs on one thread. */
class KotlinConversations(private val heard: IntArray) : Conversations {
    private val scope = CoroutineScope(Executors.newSingleThreadExecutor().asCoroutineDispatcher())
    private val channels = ArrayList<Channel<Int>>(heard.size)

    override fun begin(from: Int, to: Int) {
        for (i in from until to) {
            val channel = Channel<Int>(Channel.RENDEZVOUS)
            channels.add(channel)
            scope.launch { heard[i] = channel.receive() }
        }
        join()
    }

    override fun wake(number: Int, value: Int): Boolean = channels[number].trySend(value).isSuccess

    /** What was ready before has had its turn after this. */
    override fun join() = runBlocking { scope.launch {}.join() }
}
