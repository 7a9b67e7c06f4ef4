package dev.pausa.frame;

import dev.pausa.AwaitIterator;
import dev.pausa.trace.Sneaky;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.invoke.VarHandle;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Taking paused objects apart into what they consist of, and making objects of such parts: the machine's door for those
 * who save chains. No code of a body runs here.
 *
 * <p>An object is put together in two steps, since objects refer to each other: first there is an object, of any body
 * of the right type that has not begun, and then it is made to {@linkplain #put consist} of its parts. The links
 * upwards are made by the first drive, which walks down the chain as it does after a part was driven from elsewhere.
 */
public final class Assembly {
    private Assembly() {}

    /** What an object consists of. */
    public sealed interface Content {}

    /**
     * A body that has not begun.
     *
     * @param kind what it is the body of
     * @param body the body
     * @param argument what it gets, if it is one of the kind {@link Kind#BLOCK}
     */
    public record Fresh(Kind kind, Object body, @Nullable Object argument) implements Content {}

    /**
     * A body that has paused.
     *
     * @param frame its frame, whose fields {@link #read} reads
     * @param awaiting what it awaits, or null
     * @param held what the object keeps besides: a value that was fetched ahead; null if there is none
     * @param isStepping whether it is an asynchronous generator in the middle of a step
     * @param isClosing whether it is an asynchronous generator that ignored its exit
     */
    public record Paused(
            Frame frame,
            @Nullable Handle awaiting,
            @Nullable Object held,
            boolean isStepping,
            boolean isClosing) implements Content {}

    /**
     * A body that has ended.
     *
     * @param kind what it was the body of
     * @param result what it returned, if the object keeps that
     * @param thrown what it threw, if the object keeps that
     */
    public record Ended(
            Kind kind, @Nullable Object result, @Nullable Throwable thrown) implements Content {}

    /**
     * A step of an asynchronous generator.
     *
     * @param generator the generator
     * @param mode what it does
     * @param value what it sends
     * @param raised what it raises
     * @param isPaused whether it has begun
     */
    public record OfStep(
            Handle generator,
            AsyncStep.Mode mode,
            @Nullable Object value,
            @Nullable Throwable raised,
            boolean isPaused) implements Content {}

    /**
     * A step that has ended: nothing of it is left but what it was.
     *
     * @param mode what it did
     */
    public record EndedStep(AsyncStep.Mode mode) implements Content {}

    /**
     * Stands between a body and what it awaits, which had begun before.
     *
     * @param operand what is gone on with
     * @param isPaused whether it has begun to do so
     */
    public record GoingOn(Handle operand, boolean isPaused) implements Content {}

    /**
     * Stands between a body and the elements that it yields.
     *
     * @param iterator gives the elements
     * @param closes whether something is closed at the end
     */
    public record Elements(Iterator<?> iterator, boolean closes) implements Content {}

    /**
     * Stands between a body and something that it awaits and that is no coroutine object.
     *
     * @param iterator the iterator that is awaited, or the stage
     */
    public record Foreign(Object iterator) implements Content {}

    /**
     * Something that cannot be taken apart now.
     *
     * @param why why not
     */
    public record Unsavable(String why) implements Content {}

    // -----------------------------------------------------------------------------------------------------------------
    // Taking apart
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Returns what an object consists of.
     *
     * @param handle the object
     * @return its parts; {@link Unsavable} while it runs
     */
    public static Content of(Handle handle) {
        if (handle instanceof LostOutcome || LostOutcome.isEndOf(handle)) {
            return new Unsavable("its outcome is lost: it came when the stack or the memory was full");
        }
        if (handle.isExecuting()) {
            return new Unsavable("it is running");
        }
        return switch (handle.stage) {
            case Handle.CREATED -> fresh(handle);
            case Handle.FRAMED -> paused(handle);
            default -> ended(handle);
        };
    }

    private static Content fresh(Handle handle) {
        if (handle.frame instanceof StepFrame step) {
            return step(step, false);
        }
        if (handle.frame instanceof ResumptionFrame resumption) {
            return new GoingOn(resumption.operand, false);
        }
        Object body = handle.held();
        if (handle instanceof Adapter || body == null) {
            return new Unsavable("it has not begun, and is no body");
        }
        return body instanceof Applied applied
                ? new Fresh(handle.frame.kind(), applied.body(), applied.argument())
                : new Fresh(handle.frame.kind(), body, null);
    }

    private static Content paused(Handle handle) {
        Frame frame = handle.frame;
        if (frame instanceof StepFrame step) {
            return step(step, true);
        }
        if (frame instanceof ResumptionFrame resumption) {
            return new GoingOn(resumption.operand, true);
        }
        if (frame instanceof IteratorFrame elements) {
            return new Elements(elements.iterator(), elements.closes());
        }
        if (frame instanceof AwaitIteratorFrame foreign) {
            return new Foreign(foreign.shown());
        }
        boolean isStepping = frame instanceof AsyncGeneratorFrame generator && generator.isStepping;
        boolean isClosing = frame instanceof AsyncGeneratorFrame generator && generator.isClosing;
        return new Paused(frame, frame.awaiting, handle.held(), isStepping, isClosing);
    }

    private static Content step(StepFrame step, boolean isPaused) {
        return step.isPlain()
                ? new OfStep(step.generator, step.mode(), step.value(), step.raised(), isPaused)
                : new Unsavable("something was sent or raised into the step before it began");
    }

    private static Content ended(Handle handle) {
        if (handle instanceof AsyncStep<?> step) {
            return new EndedStep(step.mode());
        }
        Object held = handle.held();
        return held instanceof Failure failure
                ? new Ended(handle.frame.kind(), null, failure.thrown())
                : new Ended(handle.frame.kind(), held, null);
    }

    /**
     * Returns the number of the suspension point that a frame is paused at.
     *
     * @param frame the frame
     * @return the number, from 1
     */
    public static int point(Frame frame) {
        return Frame.pointOf(frame.state);
    }

    /**
     * Returns the place that a frame is paused at, for people.
     *
     * @param frame the frame
     * @return the place, or null
     */
    public static @Nullable StackTraceElement place(Frame frame) {
        return frame.location();
    }

    /**
     * Returns the name that an object was given.
     *
     * @param handle the object
     * @return the name, or null if it has only the default
     */
    public static @Nullable String givenName(Handle handle) {
        return handle.held instanceof Extras extras ? extras.labels().name : null;
    }

    /**
     * Returns whether an object is a part of a chain that goes on above it.
     *
     * @param handle the object
     * @return true if another body awaits it
     */
    public static boolean isAwaited(Handle handle) {
        Frame above = handle.frame.up;
        return handle.stage == Handle.FRAMED && above != null && Handle.awaits(above, handle.frame);
    }

    /**
     * Reads a field of a frame, or of a body that weaving ahead of time has put in the place of a lambda.
     *
     * @param woven the frame or body
     * @param field the field that the weaver made
     * @return its value
     */
    public static @Nullable Object read(Object woven, String field) {
        return handle(woven, field).get(woven);
    }

    /**
     * Returns what reads a field of frames of one class, for whoever reads it often.
     *
     * @param frame a frame of the class
     * @param field the field that the weaver made
     * @return a handle that takes a {@link Frame} and gives an {@link Object}
     */
    public static MethodHandle reader(Frame frame, String field) {
        return handle(frame, field)
                .toMethodHandle(VarHandle.AccessMode.GET)
                .asType(MethodType.methodType(Object.class, Frame.class));
    }

    /**
     * Returns what writes a field of frames of one class, for whoever writes it often.
     *
     * @param frame a frame of the class
     * @param field the field that the weaver made
     * @return a handle that takes a {@link Frame} and an {@link Object}
     */
    public static MethodHandle writer(Frame frame, String field) {
        return handle(frame, field)
                .toMethodHandle(VarHandle.AccessMode.SET)
                .asType(MethodType.methodType(void.class, Frame.class, Object.class));
    }

    /** By woven class and field; kept with that. */
    private static final ClassValue<Map<String, VarHandle>> FIELDS = new ClassValue<>() {
        @Override
        protected Map<String, VarHandle> computeValue(Class<?> wovenClass) {
            return new ConcurrentHashMap<>();
        }
    };

    private static VarHandle handle(Object woven, String field) {
        Class<?> type = woven.getClass();
        return FIELDS.get(type).computeIfAbsent(field, name -> {
            try {
                return lookup(type).unreflectVarHandle(type.getDeclaredField(name));
            } catch (ReflectiveOperationException unreachable) {
                throw new IllegalStateException(
                        "cannot reach the variable " + name + " of " + type.getName(), unreachable);
            }
        });
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Putting together
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Makes a frame of a body, with nothing in it.
     *
     * @param prototype the prototype of the body's frame class
     * @return the frame
     */
    public static Frame frame(Frame prototype) {
        try {
            return (Frame) maker(prototype).invokeExact();
        } catch (Throwable unreachable) {
            throw cannotMake(prototype, unreachable);
        }
    }

    /**
     * Returns what makes frames of a body, with nothing in them, for whoever makes many.
     *
     * @param prototype the prototype of the body's frame class
     * @return a handle that takes nothing and gives a {@link Frame}
     */
    public static MethodHandle maker(Frame prototype) {
        Class<?> type = prototype.getClass();
        try {
            return lookup(type)
                    .findConstructor(type, MethodType.methodType(void.class))
                    .asType(MethodType.methodType(Frame.class));
        } catch (ReflectiveOperationException unreachable) {
            throw cannotMake(prototype, unreachable);
        }
    }

    private static IllegalStateException cannotMake(Frame prototype, Throwable unreachable) {
        return new IllegalStateException(
                "cannot make a frame of " + prototype.getClass().getName(), unreachable);
    }

    /**
     * Returns the prototype for a body.
     *
     * @param kind what it is the body of
     * @param body the body
     * @param argument what it gets, if it is one of the kind {@link Kind#BLOCK}
     * @return the prototype; the body's class is woven if this is its first use
     */
    public static Frame prototype(Kind kind, Object body, @Nullable Object argument) {
        return Prototypes.of(kind, body, argument);
    }

    /**
     * Writes a field of a frame.
     *
     * @param frame the frame
     * @param field the field that the weaver made
     * @param value its value
     */
    public static void write(Frame frame, String field, @Nullable Object value) {
        handle(frame, field).set(frame, value);
    }

    private static Lookup lookup(Class<?> type) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }

    /**
     * Makes an object consist of a body that has not begun.
     *
     * @param shell an object of the right type that has not begun
     * @param fresh the parts
     */
    public static void put(Handle shell, Fresh fresh) {
        shell.dropHeld();
        shell.frame = prototype(fresh.kind, fresh.body, fresh.argument);
        shell.keep(fresh.kind == Kind.BLOCK ? new Applied(fresh.body, fresh.argument) : fresh.body);
    }

    /**
     * Makes an object consist of a paused frame.
     *
     * @param shell an object of the right type that has not begun
     * @param paused the parts
     * @param state the frame's state, as the weaver's table has it
     */
    public static void put(Handle shell, Paused paused, int state) {
        shell.dropHeld();
        shell.keep(paused.held);
        shell.frame = paused.frame;
        shell.stage = Handle.FRAMED;
        paused.frame.state = state;
        paused.frame.awaiting = paused.awaiting;
        if (paused.frame instanceof AsyncGeneratorFrame generator) {
            generator.isStepping = paused.isStepping;
            generator.isClosing = paused.isClosing;
        }
    }

    /**
     * Makes an object consist of nothing but its outcome.
     *
     * @param shell an object of the right type that has not begun
     * @param ended the outcome
     */
    public static void put(Handle shell, Ended ended) {
        shell.dropHeld();
        shell.frame = ended(ended.kind);
        shell.stage = Handle.CLOSED;
        shell.keep(ended.thrown != null ? new Failure(ended.thrown) : ended.result);
    }

    private static PlainFrame ended(Kind kind) {
        FrameTable table = new FrameTable("an ended " + kind.text(), "", "", null, -1, List.of());
        return new PlainFrame(kind, table.format(), "");
    }

    /**
     * Makes a step.
     *
     * @param parts what it consists of
     * @return the step
     */
    public static Handle step(OfStep parts) {
        AsyncStep<?> step = AsyncStep.of(parts.generator, parts.mode, parts.value, parts.raised);
        if (parts.isPaused) {
            step.begun();
            step.stage = Handle.FRAMED;
            step.frame.state = 1;
            step.frame.awaiting = parts.generator;
        }
        return step;
    }

    /**
     * Makes a step that has ended.
     *
     * @param parts what is left of it
     * @param generator any asynchronous generator
     * @return the step
     */
    public static Handle step(EndedStep parts, Handle generator) {
        AsyncStep<?> step = AsyncStep.of(generator, parts.mode, null, null);
        step.dropHeld();
        step.stage = Handle.CLOSED;
        step.frame = AdapterFrame.FINISHED;
        step.forget(ended(Kind.ASYNC_GENERATOR));
        return step;
    }

    /**
     * Makes a link of a chain that is no body.
     *
     * @param parts what it consists of
     * @return the link
     */
    public static Handle link(GoingOn parts) {
        ResumptionFrame frame = new ResumptionFrame(parts.operand);
        Handle link = new Adapter(frame);
        if (parts.isPaused) {
            frame.join(link, null);
        }
        return link;
    }

    /**
     * Makes a link of a chain that is no body.
     *
     * @param parts what it consists of
     * @return the link
     */
    public static Handle link(Elements parts) {
        return paused(IteratorFrame.of(parts.iterator), 1);
    }

    /**
     * Makes a link of a chain that is no body.
     *
     * @param iterator what is awaited
     * @return the link
     */
    public static Handle link(AwaitIterator<?> iterator) {
        AwaitIteratorFrame frame = AwaitIteratorFrame.of(iterator);
        return paused(new Adapter(frame), frame.paused());
    }

    private static Handle paused(Handle link, int state) {
        link.frame.state = state;
        link.stage = Handle.FRAMED;
        return link;
    }

    /**
     * Has the elements that a body yields come from another iterator.
     *
     * @param link what stands between the body and the elements
     * @param iterator gives the same elements
     */
    public static void replace(Handle link, Iterator<?> iterator) {
        ((IteratorFrame) link.frame).iterator = iterator;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Letting go
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Ends an object without running any code of its body: no {@code finally}, no handler. It is closed afterwards and
     * holds nothing; if nobody can reach it, nobody is told. What it awaits stays as it is.
     *
     * @param handle the object, which must not be running
     */
    public static void discard(Handle handle) {
        if (handle.stage == Handle.CLOSED) {
            return;
        }
        Frame frame = handle.frame;
        if (handle.stage == Handle.CREATED && !(frame instanceof AdapterFrame)) {
            handle.stage = Handle.CLOSED; // the frame is the prototype, which others have too
            handle.dropHeld();
            return;
        }
        frame.awaiting = null;
        frame.up = null;
        frame.end = null;
        handle.finish(frame, null, null);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Lambdas
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Makes a lambda as the class that it stands in makes it: by the method that the compiler wrote there for this,
     * which makes no other lambdas than those of the class.
     *
     * @param host the class
     * @param form what the lambda says about itself
     * @return the lambda
     * @throws ReflectiveOperationException if the class has no such lambda, or what was captured is of other types
     */
    public static Object lambda(Class<?> host, SerializedLambda form) throws ReflectiveOperationException {
        MethodType type = MethodType.methodType(Object.class, SerializedLambda.class);
        try {
            return lookup(host).findStatic(host, "$deserializeLambda$", type).invoke(form);
        } catch (ReflectiveOperationException unreachable) {
            throw unreachable;
        } catch (RuntimeException mismatch) {
            throw new ReflectiveOperationException(host.getName() + " makes no such lambda: " + mismatch, mismatch);
        } catch (Throwable thrown) {
            throw Sneaky.rethrow(thrown);
        }
    }
}
