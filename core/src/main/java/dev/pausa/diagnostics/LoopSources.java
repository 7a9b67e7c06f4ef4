package dev.pausa.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The drivers that show their tasks in dumps. */
final class LoopSources {
    private LoopSources() {}

    private static final List<LoopDump.Source> SOURCES = new CopyOnWriteArrayList<>();

    static void add(LoopDump.Source source) {
        SOURCES.add(source);
    }

    /** Asks them all. What one of them throws is in the place of its loops: the rest of the dump is as good as ever. */
    static List<LoopDump> loops(LoopDump.Numbers numbers) {
        List<LoopDump> loops = new ArrayList<>();
        for (LoopDump.Source source : SOURCES) {
            try {
                loops.addAll(List.copyOf(source.loops(numbers)));
            } catch (Throwable thrown) {
                loops.add(failed(source, thrown));
            }
        }
        return loops;
    }

    private static LoopDump failed(LoopDump.Source source, Throwable thrown) {
        String name = "loops that cannot be shown, since " + source.getClass().getName() + " threw "
                + thrown.getClass().getName();
        return new LoopDump(name, null, List.of());
    }
}
