package evil;

import dev.pausa.Coroutine;
import java.lang.invoke.SerializedLambda;

/** Claims to be a lambda of another class, once it is defined as a hidden class. */
public class Forged implements Coroutine.ResultBody<Object> {
    static SerializedLambda form;

    final Object arg$1;
    final Object arg$2;

    public Forged(Object first, Object second) {
        arg$1 = first;
        arg$2 = second;
    }

    @Override
    public Object run() {
        return "its own run";
    }

    private Object writeReplace() throws Exception {
        return Class.forName("evil.Forged").getDeclaredField("form").get(null);
    }
}
