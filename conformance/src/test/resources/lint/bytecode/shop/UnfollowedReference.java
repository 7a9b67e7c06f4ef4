package shop;

import static dev.pausa.Coroutine.await;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.Coroutine.ResultBlock;
import dev.pausa.Generator;

class UnfollowedReference {
    static ResultBlock<Awaitable<String>, String> wrong() {
        return Coroutine::await;
    }


    static ResultBlock<Awaitable<String>, String> right() {
        return awaitable -> await(awaitable);
    }

    static Generator.Body<Integer, Void> ofTheJdk(StringBuilder text) {
        return text::append;
    }
}
