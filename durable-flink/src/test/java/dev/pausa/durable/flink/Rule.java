package dev.pausa.durable.flink;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The rules of {@code docs/durable-rules.md} that a test shows. */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
public @interface Rule {
    String[] value();
}
