import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.Coroutine;
import dev.pausa.async.Loop;

class UnbegunResult {
    static Coroutine<Void> act() {
        return coroutine(() -> {
            suspend(1);
        });
    }

    public static void main(String[] args) throws Exception {
        Loop.run(() -> act());
        Loop.run(() -> {
            System.out.println("about to act");
            return act();
        });
        Loop.run(UnbegunResult::act);
        Coroutine<Coroutine<Void>> nested = coroutine(() -> act());
    }
}
