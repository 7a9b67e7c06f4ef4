package dev.pausa.peers.idle;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import dev.pausa.Coroutine;
import dev.pausa.async.Channel;
import dev.pausa.async.Loop;
import java.util.ArrayList;
import java.util.List;

/** With Pausa: tasks of one loop. */
final class PausaConversations implements Conversations {
    private final Loop loop = Loop.onThread("conversations");
    private final List<Channel<Integer>> channels;
    private final int[] heard;

    PausaConversations(int[] heard) {
        this.channels = new ArrayList<>(heard.length);
        this.heard = heard;
    }

    private Coroutine<Void> conversation(int number, Channel<Integer> channel) {
        return coroutine(() -> {
            heard[number] = await(channel.receive());
        });
    }

    @Override
    public void begin(int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            Channel<Integer> channel = Channel.rendezvous();
            channels.add(channel);
            loop.start("conversation", conversation(i, channel));
        }
        join();
    }

    @Override
    public boolean wake(int number, int value) {
        return channels.get(number).trySend(value);
    }

    /** What was ready before has had its turn after this. */
    @Override
    public void join() throws Exception {
        loop.start(coroutine(() -> {})).join();
    }
}
