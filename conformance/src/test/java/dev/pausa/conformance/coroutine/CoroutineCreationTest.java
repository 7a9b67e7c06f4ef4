package dev.pausa.conformance.coroutine;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertStop;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.awaitable;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.isCollected;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stateOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineObject;
import dev.pausa.CoroutineState;
import dev.pausa.StopIteration;
import dev.pausa.conformance.fixtures.CoroutineFixtures;
import dev.pausa.conformance.fixtures.CoroutineFixtures.PlainIterator;
import java.io.IOException;
import java.io.Serializable;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Catalogue 2.1, rows CO-002 to CO-027: what a coroutine object is, and what it tells about itself. */
@SuppressWarnings("pausa:dropped")
class CoroutineCreationTest {

    private static Coroutine<Object> load(Object value) {
        return coroutine(() -> suspend(value));
    }

    private static Coroutine<Object> headOf(List<Object> list) {
        Object head = list.get(0);
        return coroutine(() -> head);
    }

    /** An argument error comes out of the factory, before there is a coroutine. */
    @Test
    void co_002_wrong_arguments_fail_before_a_coroutine_exists() {
        assertThatThrownBy(() -> headOf(List.of())).isInstanceOf(IndexOutOfBoundsException.class);

        Coroutine.ResultBody<Object> noResultBody = null;
        Coroutine.Body noBody = null;
        assertThatNullPointerException()
                .isThrownBy(() -> coroutine(noResultBody))
                .withMessage("body");
        assertThatNullPointerException().isThrownBy(() -> coroutine(noBody)).withMessage("body");
        assertThatNullPointerException()
                .isThrownBy(() -> coroutine("name", noResultBody))
                .withMessage("body");
        assertThatNullPointerException()
                .isThrownBy(() -> coroutine("name", noBody))
                .withMessage("body");
        assertThatNullPointerException()
                .isThrownBy(() -> coroutine(null, () -> 1))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> coroutine(null, () -> {}))
                .withMessage("name");
    }

    /** A fresh coroutine neither runs nor waits; it stands at its body's beginning and knows its name. */
    @Test
    void co_003_a_created_coroutine_describes_itself() {
        Coroutine<Object> c = load(1);

        assertThat(c.isRunning()).isFalse();
        assertThat(c.isSuspended()).isFalse();
        assertThat(c.awaiting()).isNull();
        assertThat(c.location()).isNotNull();
        assertThat(c.location().getFileName()).isEqualTo("CoroutineCreationTest.java");
        assertThat(c.origin()).isEmpty();
        assertThat(c.name()).isEqualTo("CoroutineCreationTest.load");
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CREATED);
    }

    /** A suspended coroutine tells what it waits for: the coroutine it awaits, or nothing at a bare suspend. */
    @Test
    void co_004_a_suspended_coroutine_tells_what_it_awaits() {
        Coroutine<Object> inner = load(1);
        Coroutine<Object> c = started(coroutine(() -> await(inner)));

        assertThat(c.isRunning()).isFalse();
        assertThat(c.isSuspended()).isTrue();
        assertThat(c.awaiting()).isSameAs(inner);
        assertThat(inner.awaiting()).isNull();
        assertThat(c.location()).isNotNull();
        assertThat(stateOf(c)).isEqualTo(CoroutineState.SUSPENDED);
        assertThat(stateOf(inner)).isEqualTo(CoroutineState.SUSPENDED);
    }

    /** What is awaited is the iterator that drives, not the awaitable that gave it. */
    @Test
    void co_005_awaiting_is_the_iterator_not_the_awaitable() {
        var iterator = new PlainIterator(1, 2);
        Awaitable<Object> awaitable = awaitable(iterator);
        Coroutine<Object> c = started(coroutine(() -> await(awaitable)));

        assertThat(c.awaiting()).isSameAs(iterator);
        assertThat(c.awaiting()).isNotSameAs(awaitable);
    }

    /** Seen from its own body a coroutine is RUNNING and awaits nothing, before and after a pause. */
    @Test
    void co_007_a_running_coroutine_sees_itself_running() {
        var self = new AtomicReference<Coroutine<?>>();
        Coroutine<Void> c = coroutine(() -> {
            assertRunning(self.get());
            suspend(1);
            assertRunning(self.get());
            await(load(2));
            assertRunning(self.get());
        });
        self.set(c);

        assertThat(c.send(null)).isEqualTo(1);
        assertThat(c.send(null)).isEqualTo(2);
        assertStop(() -> c.send(null), null);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    private static void assertRunning(Coroutine<?> c) {
        assertThat(c.isRunning()).isTrue();
        assertThat(c.isSuspended()).isFalse();
        assertThat(c.awaiting()).isNull();
        assertThat(c.location()).isNotNull();
        assertThat(stateOf(c)).isEqualTo(CoroutineState.RUNNING);
    }

    /** While the innermost body runs the whole chain above it is RUNNING and awaits nothing. */
    @Test
    void co_008_the_whole_active_chain_is_running() {
        var chain = new ArrayList<Coroutine<?>>();
        Coroutine<Object> inner = coroutine(() -> {
            chain.forEach(CoroutineCreationTest::assertRunning);
            Object got = suspend("pause");
            chain.forEach(CoroutineCreationTest::assertRunning);
            return got;
        });
        Coroutine<Object> middle = coroutine(() -> await(inner));
        Coroutine<Object> outer = coroutine(() -> await(middle));
        chain.addAll(List.of(outer, middle, inner));

        assertThat(outer.send(null)).isEqualTo("pause");
        assertThat(chain).extracting(CoroutineFixtures::stateOf).containsOnly(CoroutineState.SUSPENDED);
        assertStop(() -> outer.send("end"), "end");
        assertThat(chain).extracting(CoroutineFixtures::stateOf).containsOnly(CoroutineState.CLOSED);
    }

    /** The text names the kind, the name and the identity, and where it stands while it is suspended. */
    @Test
    void co_011_to_string_names_kind_name_and_identity() {
        Coroutine<Object> c = load(1);
        String head =
                "<coroutine object CoroutineCreationTest.load at " + Integer.toHexString(System.identityHashCode(c));

        assertThat(c.toString()).startsWith(head).endsWith(">");
        c.send(null);
        assertThat(c.toString())
                .isEqualTo(head + ", suspended at CoroutineCreationTest.java:"
                        + c.location().getLineNumber() + ">");
        c.close();
        assertThat(c.toString()).startsWith(head).endsWith(">");
    }

    /** The name can be changed to any other, but not to null. */
    @Test
    void co_012_the_name_can_be_set_but_not_to_null() {
        Coroutine<Object> c = load(1);
        c.setName("Q");
        assertThat(c.name()).isEqualTo("Q");
        assertThat(c.toString()).startsWith("<coroutine object Q at ");

        assertThatNullPointerException().isThrownBy(() -> c.setName(null));
        assertThat(c.name()).isEqualTo("Q");
        assertThat(c.send(null)).isEqualTo(1);
        c.setName("R");
        assertStop(() -> c.send("end"), "end");
        assertThat(c.name()).isEqualTo("R");

        assertThat(coroutine("given", () -> suspend(1)).name()).isEqualTo("given");
        assertThat(coroutine("given", () -> {}).name()).isEqualTo("given");
    }

    /** Coroutines are made by the factories only. */
    @Test
    void co_014_there_is_no_public_constructor() {
        assertThat(Coroutine.class.getConstructors()).isEmpty();
        assertThat(Coroutine.class.getDeclaredConstructors())
                .allMatch(constructor -> Modifier.isPrivate(constructor.getModifiers()));
    }

    /** The class cannot be extended. */
    @Test
    void co_015_the_class_is_final() {
        assertThat(Coroutine.class.getModifiers()).matches(Modifier::isFinal);
    }

    /** A coroutine is equal to itself only, in every state, and can be held weakly. */
    @Test
    void co_016_equality_is_identity() {
        Coroutine<Object> c = load(1);
        Coroutine<Object> d = load(1);
        int hash = c.hashCode();

        assertThat(c.equals(c)).isTrue();
        assertThat(c.equals(d)).isFalse();
        assertThat(new WeakReference<>(c).get()).isSameAs(c);
        c.send(null);
        d.send(null);
        assertThat(c.equals(d)).isFalse();
        assertThat(c.hashCode()).isEqualTo(hash);
        c.close();
        assertThat(c.hashCode()).isEqualTo(hash);
    }

    /** A coroutine can be neither copied nor serialized. */
    @Test
    void co_017_it_is_neither_cloneable_nor_serializable() {
        assertThat((Object) load(1)).isNotInstanceOfAny(Cloneable.class, Serializable.class);
    }

    /** A coroutine is no iterator and cannot be iterated; asking leaves it CREATED. */
    @Test
    void co_018_it_cannot_be_iterated() {
        Coroutine<Object> c = load(1);

        assertThat((Object) c).isNotInstanceOfAny(Iterator.class, Iterable.class, AwaitIterator.class);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CREATED);
    }

    /** A coroutine is awaitable; its iterator view is an iterator and not awaitable. */
    @Test
    void co_019_it_is_awaitable_but_not_iterable() {
        Coroutine<Object> c = load(1);
        Object view = c.awaitIterator();

        assertThat((Object) c).isInstanceOf(Awaitable.class).isNotInstanceOfAny(Iterator.class, Iterable.class);
        assertThat(view).isInstanceOf(AwaitIterator.class).isNotInstanceOf(Awaitable.class);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CREATED);
    }

    /** The types tell what is a coroutine object, what is awaitable, and what is only a body. */
    @Test
    void co_021_types_classify_coroutines_and_bodies() {
        Coroutine.ResultBody<Object> body = () -> suspend(1);
        Object c = coroutine(body);

        assertThat(c)
                .isInstanceOf(Coroutine.class)
                .isInstanceOf(CoroutineObject.class)
                .isInstanceOf(Awaitable.class);
        assertThat((Object) body).isNotInstanceOfAny(Coroutine.class, CoroutineObject.class, Awaitable.class);
    }

    /** The state can be asked for at any time, and goes from CREATED over SUSPENDED to CLOSED. */
    @Test
    void co_023_the_state_can_be_read_at_any_time() {
        Coroutine<Object> c = load(1);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CREATED);
        c.send(null);
        assertThat(stateOf(c)).isEqualTo(CoroutineState.SUSPENDED);
        c.close();
        assertThat(stateOf(c)).isEqualTo(CoroutineState.CLOSED);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What a coroutine keeps alive
    // -----------------------------------------------------------------------------------------------------------------

    /** A coroutine, and an object that only its body holds. */
    private record Holder(Coroutine<?> coroutine, WeakReference<Object> held) {}

    private static Holder holdingInAVariable() {
        var held = new AtomicReference<WeakReference<Object>>();
        Coroutine<Object> c = started(coroutine(() -> {
            Object local = new Object();
            held.set(new WeakReference<>(local));
            suspend(1);
            return local;
        }));
        return new Holder(c, held.get());
    }

    private static Holder holdingAnArgument() {
        Object argument = new Object();
        return new Holder(
                coroutine(() -> {
                    suspend(1);
                    return argument.hashCode();
                }),
                new WeakReference<>(argument));
    }

    private static Holder holdingAnArgumentWithoutPausing() {
        Object argument = new Object();
        return new Holder(coroutine(() -> argument.hashCode()), new WeakReference<>(argument));
    }

    private static Holder holdingAnArgumentAndThrowing() {
        Object argument = new Object();
        return new Holder(
                coroutine(() -> {
                    suspend(1);
                    throw new IOException(argument.getClass().getName());
                }),
                new WeakReference<>(argument));
    }

    private static Holder holdingInACalledChain() {
        Object argument = new Object();
        Coroutine<Object> inner = coroutine(() -> {
            suspend(1);
            return argument.hashCode();
        });
        return new Holder(started(coroutine(() -> await(inner))), new WeakReference<>(argument));
    }

    private static void assertHeld(Holder holder) {
        System.gc();
        assertThat(holder.held().get()).as("what the body holds").isNotNull();
    }

    private static void assertReleased(Holder holder) {
        assertThat(stateOf(holder.coroutine())).isEqualTo(CoroutineState.CLOSED);
        assertThat(isCollected(holder.held()))
                .as("what the body held can be collected")
                .isTrue();
        Reference.reachabilityFence(holder.coroutine());
    }

    /** Closing lets go of the body's variables, also further down the chain, though the object is still held. */
    @Test
    void co_025_close_releases_the_variables() {
        for (Holder holder : List.of(holdingInAVariable(), holdingInACalledChain())) {
            assertHeld(holder);
            holder.coroutine().close();
            assertReleased(holder);
        }
        Holder started = holdingAnArgument();
        started(started.coroutine());
        assertHeld(started);
        started.coroutine().close();
        assertReleased(started);
    }

    /** Closing a coroutine that never started lets go of what its body captured. */
    @Test
    void co_026_close_before_the_start_releases_the_arguments() {
        Holder holder = holdingAnArgument();
        assertHeld(holder);
        holder.coroutine().close();
        assertReleased(holder);

        Holder named = holdingAnArgument();
        named.coroutine().setName("named");
        named.coroutine().close();
        assertReleased(named);
    }

    /** A finished coroutine holds nothing of its body: finished at once, after a pause, or by an exception. */
    @Test
    void co_027_the_end_releases_the_variables() {
        Holder atOnce = holdingAnArgumentWithoutPausing();
        assertThatThrownBy(() -> atOnce.coroutine().send(null)).isInstanceOf(StopIteration.class);
        assertReleased(atOnce);

        Holder afterAPause = holdingAnArgument();
        started(afterAPause.coroutine());
        assertHeld(afterAPause);
        assertThatThrownBy(() -> afterAPause.coroutine().send(null)).isInstanceOf(StopIteration.class);
        assertReleased(afterAPause);

        Holder byException = holdingAnArgumentAndThrowing();
        started(byException.coroutine());
        assertHeld(byException);
        assertThatThrownBy(() -> byException.coroutine().send(null)).isInstanceOf(IOException.class);
        assertReleased(byException);
    }

    /** Something that is suspended still holds what it needs, however often the collector runs. */
    @Test
    void a_suspended_coroutine_keeps_what_it_still_needs() {
        Holder holder = holdingInAVariable();
        assertHeld(holder);
        Object expected = holder.held().get();
        assertStop(() -> holder.coroutine().send(null), expected);
    }
}
