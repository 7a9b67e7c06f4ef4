package dev.pausa.frame;

import org.jspecify.annotations.Nullable;

/**
 * The prototypes for a method reference that a {@link ReferenceObject} stands for. What was not woven ahead is left to
 * the weaver, which is given the lambda; without a weaver the method is called as it is.
 */
final class ReferenceFrame extends Selector {
    private final Reference reference;

    /**
     * Whether the class of an object decides which method is called: of the one that is bound, as in
     * {@code orders::load}, or of the block's argument, as in {@code Row::store}.
     */
    private final boolean isOfObject;

    private final Frame plain;
    private final ClassValue<@Nullable Frame[]> ahead;

    ReferenceFrame(Reference reference, boolean isOfObject) {
        this.reference = reference;
        this.isOfObject = isOfObject;
        this.plain = reference.plain();
        this.ahead = new ClassValue<>() {
            @Override
            protected @Nullable Frame[] computeValue(Class<?> receiverClass) {
                return new @Nullable Frame[] {reference.ahead(receiverClass)};
            }
        };
    }

    @Override
    protected Frame select(Object body, @Nullable Object argument) {
        ReferenceObject object = (ReferenceObject) body;
        if (isOfObject) {
            Object bound = object.receiver();
            Object receiver = bound == null ? argument : bound;
            if (receiver == null) {
                return plain; // which fails, as the call does
            }
            Frame found = ahead.get(receiver.getClass())[0];
            if (found != null) {
                return found;
            }
        }
        return Prototypes.hasWeaver() ? Prototypes.of(reference.kind(), object.lambda(), argument) : plain;
    }

    @Override
    Kind kind() {
        return reference.kind();
    }
}
