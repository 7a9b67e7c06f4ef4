package dev.pausa.frame;

import dev.pausa.Awaitable;
import dev.pausa.trace.TypeNames;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import org.jspecify.annotations.Nullable;

/**
 * Finds bodies that drop something to await: method references that are held as a body without a result, although the
 * method that they name gives an {@link Awaitable}. In a lambda there is nothing to find, since its code is a method
 * without a result too.
 */
public final class DroppedAwaitable {
    private DroppedAwaitable() {}

    /** What the classes of bodies were found to drop: nothing yet, or one text. */
    private static final ClassValue<@Nullable String[]> FOUND = new ClassValue<>() {
        @Override
        protected @Nullable String[] computeValue(Class<?> type) {
            return new String[1];
        }
    };

    /**
     * Returns the method whose awaitable a body drops.
     *
     * @param body the body, whose class has been woven
     * @return such as {@code AsyncGenerator.aclose}; empty if it drops none
     */
    public static String methodOf(Object body) {
        @Nullable String[] slot = FOUND.get(body.getClass());
        String found = slot[0];
        if (found == null) {
            slot[0] = found = body instanceof BodyObject woven ? woven.dropped() : ofLambda(body);
        }
        return found;
    }

    private static String ofLambda(Object body) {
        if (!body.getClass().isHidden()) {
            return "";
        }
        SerializedLambda form;
        try {
            form = Lambdas.serialized(body);
        } catch (
                ReflectiveOperationException
                        noLambda) { // a hidden class of the user's own, or else the weaver had refused it
            return "";
        }
        String signature = form.getImplMethodSignature();
        String given = signature.substring(signature.indexOf(')') + 1);
        String method = TypeNames.shorten(form.getImplClass().replace('/', '.')) + "." + form.getImplMethodName();
        return of(body, given, method);
    }

    /**
     * See {@code Woven.dropped}.
     *
     * @param body the body
     * @param given the descriptor of the type of what the method gives
     * @param method the method
     * @return the method, or empty
     */
    public static String of(Object body, String given, String method) {
        ClassLoader loader = body.getClass().getClassLoader();
        Class<?> type =
                MethodType.fromMethodDescriptorString("()" + given, loader).returnType();
        return Awaitable.class.isAssignableFrom(type) ? method : "";
    }
}
