package dev.pausa.durable.flink;

import org.apache.flink.streaming.api.TimerService;

/** The timer of what a coroutine waits for, if it has one. */
final class Timers {
    private Timers() {}

    static void register(Paused paused, TimerService timers) {
        if (!paused.wait.isTimed()) {
            return;
        }
        if (paused.wait.isProcessingTime()) {
            timers.registerProcessingTimeTimer(paused.due);
        } else {
            timers.registerEventTimeTimer(paused.due);
        }
    }

    static void delete(Paused paused, TimerService timers) {
        if (!paused.wait.isTimed()) {
            return;
        }
        if (paused.wait.isProcessingTime()) {
            timers.deleteProcessingTimeTimer(paused.due);
        } else {
            timers.deleteEventTimeTimer(paused.due);
        }
    }
}
