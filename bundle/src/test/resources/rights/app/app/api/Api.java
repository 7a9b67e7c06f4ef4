package app.api;

import app.secret.Vault;
import dev.pausa.Coroutine;

/** What the module gives out. */
public class Api {
    /** A lambda of the module's that is no body. */
    public static Runnable task() {
        return Vault.task("hunter2");
    }

    /** An object with private fields. */
    public static Object holder() {
        return new Vault("s3cret");
    }

    /** A coroutine whose body has captured a secret, and keeps it. */
    public static Coroutine<Integer> guard() {
        return Vault.guard("hunter2");
    }
}
