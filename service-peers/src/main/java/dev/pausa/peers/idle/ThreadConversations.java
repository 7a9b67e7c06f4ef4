package dev.pausa.peers.idle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;

/** On virtual threads. */
final class ThreadConversations implements Conversations {
    private final List<SynchronousQueue<Integer>> queues;
    private final List<Thread> threads;
    private final int[] heard;

    ThreadConversations(int[] heard) {
        this.queues = new ArrayList<>(heard.length);
        this.threads = new ArrayList<>(heard.length);
        this.heard = heard;
    }

    private void converse(int number, SynchronousQueue<Integer> queue) {
        try {
            heard[number] = queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a conversation", e);
        }
    }

    @Override
    public void begin(int from, int to) throws InterruptedException {
        for (int i = from; i < to; i++) {
            int number = i;
            SynchronousQueue<Integer> queue = new SynchronousQueue<>();
            queues.add(queue);
            threads.add(Thread.startVirtualThread(() -> converse(number, queue)));
        }
        for (int i = from; i < to; i++) {
            while (threads.get(i).getState() != Thread.State.WAITING) {
                Thread.sleep(1);
            }
        }
    }

    @Override
    public boolean wake(int number, int value) {
        return queues.get(number).offer(value);
    }

    @Override
    public void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
