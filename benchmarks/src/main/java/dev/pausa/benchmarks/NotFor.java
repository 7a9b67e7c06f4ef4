package dev.pausa.benchmarks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Leaves a peer out of one row of its workload, and says why. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(NotFor.All.class)
public @interface NotFor {
    /** The value of the row's parameter. */
    String value();

    /** The reason, for the table's footnote. */
    String because();

    /** Several of them. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {
        /** The rows. */
        NotFor[] value();
    }
}
