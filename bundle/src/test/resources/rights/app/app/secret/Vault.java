package app.secret;

import static dev.pausa.Coroutine.*;

import dev.pausa.Coroutine;

public class Vault {
    private final String arg$1;
    private final String key;

    public Vault(String key) {
        this.arg$1 = key;
        this.key = key;
    }

    public static Runnable task(String password) {
        return () -> password.length();
    }

    public static Coroutine<Integer> guard(String password) {
        return coroutine(() -> {
            suspend("guarding");
            return password.length();
        });
    }

    private static Coroutine<String> pay(String account, int amount) {
        if (amount > 100) throw new IllegalArgumentException("limit");
        return coroutine(() -> {
            suspend("paying");
            return "paid " + amount + " from " + account;
        });
    }
}
