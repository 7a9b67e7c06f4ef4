package dev.pausa.frame;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import org.jspecify.annotations.Nullable;

/** Runs a body that has no suspension point as it is: a call of its {@code run}. */
final class PlainBody {
    private PlainBody() {}

    /**
     * Runs it.
     *
     * @param kind what it is the body of
     * @param body the body
     * @param argument its argument, if it is one of the kind {@link Kind#BLOCK}
     * @return what it returned
     */
    static @Nullable Object run(Kind kind, Object body, @Nullable Object argument) throws Exception {
        return switch (kind) {
            case COROUTINE -> runCoroutine(body);
            case BLOCK -> runBlock(body, argument);
            case GENERATOR -> runGenerator(body);
            case ASYNC_GENERATOR -> {
                PlainBody.<AsyncGenerator.Body<Object, Object>>as(body).run(AsyncGeneratorFrame.nobodys());
                yield null;
            }
        };
    }

    private static @Nullable Object runCoroutine(Object body) throws Exception {
        if (body instanceof Coroutine.ResultBody<?> withResult) {
            return withResult.run();
        }
        ((Coroutine.Body) body).run();
        return null;
    }

    private static @Nullable Object runBlock(Object block, @Nullable Object argument) throws Exception {
        if (block instanceof Coroutine.ResultBlock<?, ?>) {
            return PlainBody.<Coroutine.ResultBlock<@Nullable Object, ?>>as(block)
                    .run(argument);
        }
        PlainBody.<Coroutine.Block<@Nullable Object>>as(block).run(argument);
        return null;
    }

    private static @Nullable Object runGenerator(Object body) throws Exception {
        if (body instanceof Generator.ResultBody<?, ?, ?>) {
            return PlainBody.<Generator.ResultBody<Object, Object, ?>>as(body).run(GeneratorFrame.nobodys());
        }
        PlainBody.<Generator.Body<Object, Object>>as(body).run(GeneratorFrame.nobodys());
        return null;
    }

    @SuppressWarnings(
            "unchecked") // the factories take no other bodies, and the argument is what the block was made for
    private static <B> B as(Object body) {
        return (B) body;
    }
}
