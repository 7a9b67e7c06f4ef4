package dev.pausa.conformance.footprint;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.Generator;
import dev.pausa.frame.Handle;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.ClassLayout;

/**
 * How large the objects are that a coroutine is made of, on a JVM with compressed references and headers of 12 bytes.
 */
class ObjectSizesTest {
    static { // JOL can do without agents, which take it seconds to look for
        System.setProperty("jol.skipDynamicAttach", "true");
        System.setProperty("jol.skipHotspotSAAttach", "true");
    }

    private static long sizeOf(Object object) {
        return ClassLayout.parseInstance(object).instanceSize();
    }

    private static Object frameOf(Handle coroutine) throws ReflectiveOperationException {
        Field frame = Handle.class.getSuperclass().getDeclaredField("frame");
        frame.setAccessible(true);
        return frame.get(coroutine);
    }

    private static Coroutine<Integer> waiting(int a, int b, String text) {
        return coroutine(() -> {
            suspend(null);
            return a + b + text.length();
        });
    }

    @Test
    void aHandleHas24Bytes() {
        Coroutine<Integer> coroutine = waiting(1, 2, "text");
        assertThat(sizeOf(coroutine)).isEqualTo(24);
        coroutine.send(null);
        assertThat(sizeOf(coroutine)).isEqualTo(24);
    }

    @Test
    void aFrameWithTwoIntsAndAReferenceHasAtMost40Bytes() throws ReflectiveOperationException {
        Coroutine<Integer> coroutine = waiting(1, 2, "text");
        coroutine.send(null);
        assertThat(frameOf(coroutine).getClass().getName()).contains("ObjectSizesTest$waiting$coroutine");
        assertThat(sizeOf(frameOf(coroutine))).isLessThanOrEqualTo(40);
    }

    @Test
    void aFrameThatKeepsNothingHasAtMost32Bytes() throws ReflectiveOperationException {
        Coroutine<Integer> coroutine = coroutine(() -> {
            suspend(null);
            return await(waiting(1, 2, "text"));
        });
        coroutine.send(null);
        assertThat(sizeOf(frameOf(coroutine))).isLessThanOrEqualTo(32);
    }

    /** Until a body first pauses, its coroutine has no frame of its own. */
    @Test
    void aCoroutineThatHasNotPausedSharesItsFrame() throws ReflectiveOperationException {
        Object prototype = frameOf(waiting(1, 2, "text"));
        assertThat(frameOf(waiting(3, 4, "text"))).isSameAs(prototype);
        Coroutine<Integer> finished = waiting(5, 6, "text");
        finished.send(null);
        finished.close();
        assertThat(frameOf(finished)).isSameAs(prototype);
    }

    @Test
    void aGeneratorHasAHandleOfAtMost32Bytes() {
        Generator<Integer, Void, Void> generator = generator(g -> g.yield(1));
        generator.next();
        assertThat(sizeOf(generator)).isLessThanOrEqualTo(32);
    }
}
