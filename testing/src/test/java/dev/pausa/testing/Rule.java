package dev.pausa.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The rules of {@code docs/async-rules.md} that a test shows. */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
@interface Rule {
    String[] value();
}
