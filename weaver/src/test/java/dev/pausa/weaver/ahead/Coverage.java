package dev.pausa.weaver.ahead;

import java.io.IOException;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.data.SessionInfoStore;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.LoggerRuntime;
import org.jacoco.core.runtime.RuntimeData;

/** JaCoCo, as it instruments class files when a project is built. */
final class Coverage {
    private final LoggerRuntime runtime = new LoggerRuntime();
    private final RuntimeData data = new RuntimeData();

    Coverage() throws Exception {
        runtime.startup(data);
    }

    byte[] instrument(byte[] classFile, String name) throws IOException {
        return new Instrumenter(runtime).instrument(classFile, name);
    }

    /** Returns how many probes of a class have been hit. */
    int probesHitIn(String className) {
        ExecutionDataStore store = new ExecutionDataStore();
        data.collect(store, new SessionInfoStore(), false);
        runtime.shutdown();
        int hit = 0;
        for (var each : store.getContents()) {
            if (each.getName().equals(className)) {
                for (boolean probe : each.getProbes()) {
                    hit += probe ? 1 : 0;
                }
            }
        }
        return hit;
    }
}
