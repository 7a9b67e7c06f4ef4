package dev.pausa.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A JUnit test that is run in many orders of tasks, as {@link TestLoop#explore} does. The method takes a {@link
 * TestLoop}, which is another one in each run, and drives it; what comes before and after belongs to the run too:
 *
 * <pre>{@code
 * @Explore(runs = 1000)
 * void no_update_is_lost(TestLoop loop) throws Exception {
 *     Account account = new Account();
 *     loop.drive(() -> {
 *         await(all(account.deposit(1), account.deposit(1)));
 *     });
 *     assertEquals(2, account.balance());
 * }
 * }</pre>
 *
 * The method is called for each run, on one instance of the test class: what is set up by {@code BeforeEach} is not
 * made anew.
 */
@Test
@ExtendWith(TestLoopExtension.class)
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Explore {
    /**
     * How often it is run, at least 1.
     *
     * @return the number of runs
     */
    int runs() default 1000;

    /**
     * What the exploration begins with: {@link TestLoopSetup#seed}.
     *
     * @return any number
     */
    long seed() default 0;

    /**
     * Whether each run is done twice, to see that the same happens: {@link TestLoopSetup#twice}.
     *
     * @return whether
     */
    boolean twice() default false;

    /**
     * How long time may pass although tasks are ready: {@link TestLoopSetup#stalls}.
     *
     * @return a duration as {@link java.time.Duration#parse} takes it, {@code PT0.5S} for half a second
     */
    String stalls() default "PT0S";
}
