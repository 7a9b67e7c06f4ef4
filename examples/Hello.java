import static dev.pausa.Coroutine.*;

import dev.pausa.*;

class Hello {
    static Coroutine<Integer> ask(String question) {
        return coroutine(() -> (Integer) suspend(question)); // pauses here; the driver gets the question
    }

    public static void main(String[] args) {
        var sum = coroutine(() -> await(ask("first?")) + await(ask("second?")));
        System.out.println(sum.send(null)); // first?
        System.out.println(sum.send(20)); // second?
        System.out.println(sum.step(22)); // Returned[value=42]
    }
}
