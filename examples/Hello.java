import static dev.pausa.Coroutine.*;

import dev.pausa.*;

class Hello {
    static Coroutine<Integer> add(Awaitable<Integer> a, Awaitable<Integer> b) {
        return coroutine(() -> await(a) + await(b));
    }

    static Coroutine<Integer> ask(String question) {
        return coroutine(() -> (Integer) suspend(question));
    }

    public static void main(String[] args) {
        var sum = add(ask("first?"), ask("second?"));
        System.out.println(sum.send(null)); // first?
        System.out.println(sum.send(20)); // second?
        System.out.println(sum.step(22)); // Returned[value=42]
    }
}
