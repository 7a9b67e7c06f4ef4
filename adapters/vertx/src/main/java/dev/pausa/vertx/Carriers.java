package dev.pausa.vertx;

import dev.pausa.async.Loop;

/** Has all loops carry what a handler of Vert.x expects to find. */
final class Carriers {
    private Carriers() {}

    static void register() {
        Loop.addCarrier(new DispatchCarrier());
        if (isThere("org.slf4j.MDC")) {
            Loop.addCarrier(new MdcCarrier());
        }
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type, false, Carriers.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
