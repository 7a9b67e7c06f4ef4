package dev.pausa.durable.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** The same as {@link Fraud}, as it is written without coroutines. */
final class FraudByHand extends KeyedProcessFunction<String, Payment, Alert> {
    private static final long serialVersionUID = 1L;
    private static final long MINUTE = 60_000;

    private transient ValueState<Long> due;

    @Override
    public void open(OpenContext context) {
        due = getRuntimeContext().getState(new ValueStateDescriptor<>("due", Types.LONG));
    }

    @Override
    public void processElement(Payment payment, Context context, Collector<Alert> out) throws Exception {
        Long until = due.value();
        if (until != null) {
            context.timerService().deleteEventTimeTimer(until);
            if (payment.millis() <= until && payment.cents() > 50_000) {
                out.collect(new Alert(payment.account(), payment.cents(), payment.millis()));
            }
        }
        if (payment.cents() < 100) {
            due.update(payment.millis() + MINUTE);
            context.timerService().registerEventTimeTimer(payment.millis() + MINUTE);
        } else if (until != null) {
            due.clear();
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
        Long until = due.value();
        if (until != null && until == timestamp) {
            due.clear();
        }
    }
}
