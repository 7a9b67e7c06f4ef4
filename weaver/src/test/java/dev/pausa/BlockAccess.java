package dev.pausa;

/** Lets the tests make coroutines of blocks, as loops and resources do. */
public final class BlockAccess {
    private BlockAccess() {}

    /** Makes a coroutine. */
    public static <T> Coroutine<Void> block(Coroutine.Block<? super T> block, T argument) {
        return Coroutine.block(block, argument);
    }

    /** Makes a coroutine that returns a value. */
    public static <T, R> Coroutine<R> blockReturning(Coroutine.ResultBlock<? super T, R> block, T argument) {
        return Coroutine.block(block, argument);
    }
}
