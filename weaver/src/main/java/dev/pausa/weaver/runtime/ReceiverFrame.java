package dev.pausa.weaver.runtime;

import dev.pausa.frame.Captured;
import dev.pausa.frame.Frame;
import dev.pausa.frame.Selector;
import dev.pausa.trace.Sneaky;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * The prototypes for a method reference that calls a method of an object, such as {@code this::load}, or
 * {@code Row::store} where the object is the block's argument: which method it calls depends on the object's class.
 * This one is only a switch, and never begins a body itself.
 */
final class ReceiverFrame extends Selector {
    /** Reads the object out of the lambda; null if it is the argument. */
    private final MethodHandle bound;

    private final Frame unwoven;
    private final ClassValue<Frame> byReceiverClass;

    /**
     * Makes the switch.
     *
     * @param reference the reference
     * @param lambdaClass the class of the reference
     * @param isBound whether the reference holds the object
     * @param unwoven the prototype for the reference as it is, which fails if the object is null
     */
    ReceiverFrame(Reference reference, Class<?> lambdaClass, boolean isBound, Frame unwoven) {
        MethodType fromLambda = MethodType.methodType(Object.class, Object.class);
        this.bound = isBound ? Captured.reader(lambdaClass, 0, fromLambda) : null;
        this.unwoven = unwoven;
        this.byReceiverClass = new ClassValue<>() {
            @Override
            protected Frame computeValue(Class<?> receiverClass) {
                return RuntimeWeaver.prototype(
                        BodyFinder.ofReceiver(reference, receiverClass),
                        reference.kind(),
                        receiverClass.getName(),
                        reference.wanted().name());
            }
        };
    }

    @Override
    protected Frame select(Object body, Object argument) {
        Object receiver = bound == null ? argument : boundTo(body);
        return receiver == null ? unwoven : selected(byReceiverClass.get(receiver.getClass()), body, argument);
    }

    private Object boundTo(Object body) {
        try {
            return bound.invoke(body);
        } catch (Throwable e) {
            throw Sneaky.rethrow(e);
        }
    }
}
