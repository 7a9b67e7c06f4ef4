package dev.pausa.durable.flink;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** The same as {@link Cart}, as it is written without coroutines. */
final class CartByHand extends KeyedProcessFunction<String, Click, String> {
    private static final long serialVersionUID = 1L;
    private static final long HALF_AN_HOUR = 30 * 60_000;

    private transient ValueState<Long> due;
    private transient ListState<String> items;

    @Override
    public void open(OpenContext context) {
        due = getRuntimeContext().getState(new ValueStateDescriptor<>("due", Types.LONG));
        items = getRuntimeContext().getListState(new ListStateDescriptor<>("items", Types.STRING));
    }

    @Override
    public void processElement(Click click, Context context, Collector<String> out) throws Exception {
        Long until = due.value();
        if (until != null) {
            context.timerService().deleteEventTimeTimer(until);
            if (click.millis() > until) {
                abandon(click.customer(), until, out);
            }
        }
        if (click.isCheckout()) {
            due.clear();
            items.clear();
        } else {
            items.add(click.item());
            due.update(click.millis() + HALF_AN_HOUR);
            context.timerService().registerEventTimeTimer(click.millis() + HALF_AN_HOUR);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) throws Exception {
        Long until = due.value();
        if (until != null && until == timestamp) {
            abandon(context.getCurrentKey(), until, out);
        }
    }

    private void abandon(String customer, long when, Collector<String> out) throws Exception {
        List<String> left = new ArrayList<>();
        items.get().forEach(left::add);
        out.collect(customer + " left " + left + " at " + when);
        due.clear();
        items.clear();
    }
}
