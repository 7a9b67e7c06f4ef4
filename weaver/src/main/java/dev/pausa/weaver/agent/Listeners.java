package dev.pausa.weaver.agent;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** What to run when a class was redefined. Kept weakly: a copy of the library may go, with its class loader. */
final class Listeners {
    /** Replaced with each change. */
    private volatile List<WeakReference<Runnable>> all = List.of();

    synchronized void add(Runnable listener) {
        List<WeakReference<Runnable>> present = new ArrayList<>();
        for (WeakReference<Runnable> each : all) {
            if (each.get() != null) {
                present.add(each);
            }
        }
        present.add(new WeakReference<>(listener));
        all = present;
    }

    void tell() {
        for (WeakReference<Runnable> each : all) {
            Runnable listener = each.get();
            if (listener != null) {
                listener.run();
            }
        }
    }
}
