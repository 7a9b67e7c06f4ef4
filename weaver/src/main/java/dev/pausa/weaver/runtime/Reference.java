package dev.pausa.weaver.runtime;

import dev.pausa.frame.Kind;
import dev.pausa.weaver.runtime.MethodSearch.Declared;
import dev.pausa.weaver.runtime.MethodSearch.Wanted;
import java.lang.invoke.SerializedLambda;
import java.util.Optional;

/**
 * Which method a lambda or a method reference makes a body.
 *
 * @param wanted the method that it names
 * @param kind what it is the body of
 * @param dropsResult whether the body returns nothing, whatever the method returns (JLS 15.13.2)
 * @param own the method that it names, if a compiler wrote that one
 * @param forwarding what that one forwards to, if it was written for a method reference
 */
record Reference(
        Wanted wanted, Kind kind, boolean dropsResult, Optional<Declared> own, Optional<Forwarding> forwarding) {

    static Reference of(SerializedLambda lambda, Kind kind, ClassLoader loader) {
        Wanted wanted = BodyFinder.wanted(lambda);
        boolean dropsResult = lambda.getFunctionalInterfaceMethodSignature().endsWith(")V");
        boolean isOwn = wanted.name().startsWith("lambda$") || wanted.name().startsWith("access$");
        Optional<Declared> own = isOwn
                ? MethodSearch.declared(BodyFinder.load(lambda.getImplClass(), loader), wanted)
                : Optional.empty();
        Optional<Forwarding> forwarding = own.isPresent() ? Forwarding.of(own.get()) : Optional.empty();
        return new Reference(wanted, kind, dropsResult, own, forwarding);
    }
}
