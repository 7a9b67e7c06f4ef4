package dev.pausa.durable.flink;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.java.tuple.Tuple2;
import org.jspecify.annotations.Nullable;

/** The events of the present key that nobody awaits yet, with their timestamps. Flink's serializer saves them. */
final class Pending<I> {
    private final ListState<Tuple2<Long, I>> state;
    private final int most;

    Pending(ListState<Tuple2<Long, I>> state, int most) {
        this.state = state;
        this.most = most;
    }

    void add(I event, long timestamp, int already) throws Exception {
        if (already >= most) {
            throw new IllegalStateException("more than " + most + " events wait to be awaited: await them with next(),"
                    + " also those that are of no interest, or allow for more with queue(n)");
        }
        state.add(Tuple2.of(timestamp, event));
    }

    /** Returns the first event that is awaited, and removes it if it is in time; null if there is none. */
    @Nullable
    Tuple2<Long, I> first(Wait wait, EventTypes types, long latest) throws Exception {
        List<Tuple2<Long, I>> rest = new ArrayList<>();
        Tuple2<Long, I> first = null;
        for (Tuple2<Long, I> each : state.get()) {
            if (first == null && types.takes(wait, each.f1)) {
                first = each;
            } else {
                rest.add(each);
            }
        }
        if (first != null && first.f0 <= latest) {
            state.update(rest);
        }
        return first;
    }

    void clear() {
        state.clear();
    }
}
