package dev.pausa.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.StopIteration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of an operand: a link of a chain that woven code begins. */
class OperandsTest {
    @Test
    void what_is_neither_awaitable_nor_a_stage_cannot_be_awaited() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operands.awaited(null))
                .withMessageStartingWith("'null' object can't be awaited");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operands.awaited("text"))
                .withMessageStartingWith("'String' object can't be awaited");
    }

    @Test
    void an_awaitable_must_give_an_iterator() {
        Awaitable<String> broken = () -> null;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operands.awaited(broken))
                .withMessage("OperandsTest.<lambda>.awaitIterator() must return an iterator, not null");
    }

    @Test
    void what_gives_no_elements_is_not_iterable() {
        Iterable<String> broken = () -> null;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operands.delegated(null))
                .withMessage("'null' object is not iterable");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operands.elements(5))
                .withMessage("'Integer' object is not iterable");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operands.elements(broken))
                .withMessage("OperandsTest.<lambda>.iterator() must return an iterator, not null");
    }

    @Test
    void an_await_that_ends_at_once_never_pauses() throws Throwable {
        Awaitable<String> answered = () -> () -> {
            throw new StopIteration("answer");
        };
        Handle handle = Operands.awaited(answered);
        assertThat(Operands.prototype(handle).begin(handle, 0)).isEqualTo("answer");
        assertThat(Operands.isPaused(handle)).isFalse();
    }

    @Test
    void an_await_that_yields_is_paused() throws Throwable {
        Awaitable<String> asking = () -> () -> "question";
        Handle handle = Operands.awaited(asking);
        assertThat(Operands.prototype(handle).begin(handle, 0)).isEqualTo("question");
        assertThat(Operands.isPaused(handle)).isTrue();
    }

    @Test
    void what_the_iterator_throws_comes_out_unchanged() {
        IllegalStateException failure = new IllegalStateException();
        AwaitIterator<String> failing = () -> {
            throw failure;
        };
        Awaitable<String> awaitable = () -> failing;
        Handle handle = Operands.awaited(awaitable);
        assertThatThrownBy(() -> Operands.prototype(handle).begin(handle, 0)).isSameAs(failure);
        assertThat(Operands.isPaused(handle)).isFalse();
    }

    @Test
    void a_complete_stage_gives_its_value_and_another_one_itself() throws Throwable {
        Handle complete = Operands.awaited(CompletableFuture.completedFuture(42));
        assertThat(Operands.prototype(complete).begin(complete, 0)).isEqualTo(42);

        CompletableFuture<Integer> open = new CompletableFuture<>();
        Handle waiting = Operands.awaited(open);
        assertThat(Operands.prototype(waiting).begin(waiting, 0)).isSameAs(open);
        assertThat(Operands.isPaused(waiting)).isTrue();
    }

    @Test
    void no_elements_end_at_once_and_close_their_stream() throws Throwable {
        boolean[] isClosed = new boolean[1];
        Handle handle = Operands.elements(Stream.empty().onClose(() -> isClosed[0] = true));
        assertThat(Operands.prototype(handle).begin(handle, 0)).isNull();
        assertThat(Operands.isPaused(handle)).isFalse();
        assertThat(isClosed).containsExactly(true);
    }

    @Test
    void the_first_element_is_yielded() throws Throwable {
        Handle handle = Operands.elements(List.of("a", "b"));
        assertThat(Operands.prototype(handle).begin(handle, 0)).isEqualTo("a");
        assertThat(Operands.isPaused(handle)).isTrue();
    }
}
