package dev.pausa.weaver;

import dev.pausa.frame.Frame;
import dev.pausa.frame.Handle;
import dev.pausa.frame.Home;
import dev.pausa.frame.Kind;
import dev.pausa.frame.Sneaky;
import dev.pausa.weaver.MethodSearch.Wanted;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * The prototypes for a method reference bound to an object, such as {@code this::load}: which method it calls depends on the object's
 * class. This one is only a switch, and never begins a body itself.
 */
final class ReceiverFrame extends Frame {
    private final MethodHandle receiver;
    private final ClassValue<Frame> byReceiverClass;

    ReceiverFrame(Wanted wanted, Kind kind, Class<?> lambdaClass) {
        this.receiver = Home.reader(lambdaClass, 0, MethodType.methodType(Object.class, Object.class));
        this.byReceiverClass = new ClassValue<>() {
            @Override
            protected Frame computeValue(Class<?> receiverClass) {
                return RuntimeWeaver.prototype(
                        BodyFinder.ofReceiver(wanted, kind, receiverClass),
                        kind,
                        receiverClass.getName(),
                        wanted.name());
            }
        };
    }

    @Override
    protected Frame select(Object body) {
        try {
            return byReceiverClass.get(receiver.invoke(body).getClass());
        } catch (Throwable e) {
            throw Sneaky.rethrow(e);
        }
    }

    @Override
    public Object begin(Handle self, int depth) {
        throw new AssertionError("only selects");
    }

    @Override
    public Object resume(Object value, Throwable raised) {
        throw new AssertionError("only selects");
    }

    @Override
    protected Frame prototype() {
        return this;
    }

    @Override
    protected String describe() {
        throw new AssertionError("only selects");
    }
}
