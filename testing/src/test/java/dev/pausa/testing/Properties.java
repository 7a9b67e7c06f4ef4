package dev.pausa.testing;

import java.util.concurrent.Callable;

/** Sets a system property for a while. */
final class Properties {
    private Properties() {}

    static <R> R with(String name, String value, Callable<R> code) throws Exception {
        String before = System.setProperty(name, value);
        try {
            return code.call();
        } finally {
            if (before == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, before);
            }
        }
    }
}
