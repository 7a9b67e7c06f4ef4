package dev.pausa.lint;

import java.util.Locale;

/** The mistakes that are looked for. Each has an id, by which it is suppressed, and says what to write instead. */
public enum Check {
    /** A pause where nothing can pause. */
    OUTSIDE_BODY(
            Severity.ERROR,
            "%s outside of a body, in %s, which runs as ordinary code; call it in a body itself, or make this code a"
                    + " coroutine(() -> ...) of its own and await that"),
    /** An await or suspend in a generator's body. */
    AWAIT_IN_GENERATOR(
            Severity.ERROR,
            "%s in the body of a generator, which can only yield; make it an asyncGenerator(...), whose body may await"
                    + " between its yields"),
    /** A yield through a yielder that belongs to other code. */
    FOREIGN_YIELDER(
            Severity.ERROR,
            "%s on a yielder that is not of this body, in %s; yield in the body that got the yielder, or make this code"
                    + " a generator of its own and give that to yieldFrom"),
    /** A pause while a monitor is held. */
    PAUSE_IN_SYNCHRONIZED(
            Severity.ERROR,
            "%s under synchronized: a monitor belongs to a thread, which may be another one when the body goes on;"
                    + " leave the block before the pause, or use an AsyncSemaphore"),
    /** An await in the code given to {@code blocking}. */
    AWAIT_IN_BLOCKING(
            Severity.ERROR,
            "%s inside blocking(...), whose code runs on a thread of its own, where nothing can pause; await outside of"
                    + " it and give it the value"),
    /** A body that is a reference to something that can pause in no other's body. */
    UNFOLLOWED_REFERENCE(
            Severity.ERROR,
            "the reference %s is no body that can pause, since its code is the library's; write a lambda that calls"
                    + " it"),
    /** Something that does nothing until it is awaited, and is not. */
    DROPPED(
            Severity.WARNING,
            "%s makes %s, which does nothing until it is awaited or driven, and drops it; await it, keep it, or start"
                    + " it in a scope"),
    /** A body whose result is something that nobody has begun. */
    UNBEGUN_RESULT(
            Severity.WARNING, "the result of this body is %s that nobody has begun, so it does not run; write %s"),
    /** A call that blocks the thread of the loop. */
    BLOCKING_CALL(
            Severity.WARNING,
            "%s blocks the thread, and with it all tasks of the loop; write await(blocking(() -> ...)), or use what can"
                    + " be awaited"),
    /** A pause while a lock is held. */
    LOCK_OVER_PAUSE(
            Severity.WARNING,
            "%s while the lock %s is held: a lock belongs to a thread, which may be another one when the body goes on;"
                    + " unlock before the pause, or use an AsyncSemaphore"),
    /** A handler that takes the signal to end. */
    CATCHES_EXIT(
            Severity.WARNING,
            "catch (%s) around a pause also takes the GeneratorExit of close() and the Cancellation of a task; catch"
                    + " Exception, or throw it again"),
    /** A way out of {@code finally} that drops the signal to end. */
    LEAVES_FINALLY(
            Severity.WARNING,
            "%s in finally drops the GeneratorExit of close() and the Cancellation of a task that was raised at a"
                    + " pause; move it behind the finally block"),
    /** An await in {@code finally} that a cancelled task cannot make. */
    AWAIT_IN_FINALLY(
            Severity.WARNING,
            "%s in finally: in a task that was cancelled it is cancelled, too; write await(shield(limit, ...))"),
    /** A value in a durable body that cannot be saved. */
    UNSAVABLE_VALUE(Severity.ERROR, "%s keeps %s, a %s, which cannot be saved in a durable body: %s"),
    /** A body that has too much code when it is woven. Only class files show that. */
    LARGE_BODY(Severity.WARNING, "woven, this body has %s; move parts of it into bodies of their own");

    /** What a finding does to a build. */
    public enum Severity {
        /** It cannot work: the build fails. */
        ERROR,
        /** It works, but hardly as was meant. */
        WARNING
    }

    private final Severity severity;
    private final String text;

    Check(Severity severity, String text) {
        this.severity = severity;
        this.text = text;
    }

    /**
     * Returns the name by which the check is suppressed and switched off.
     *
     * @return the name, such as {@code outside-body}
     */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns what a finding does to a build.
     *
     * @return the severity
     */
    public Severity severity() {
        return severity;
    }

    /**
     * Returns whether only class files show the mistake, so that the plugin of javac does not find it.
     *
     * @return true for {@link #LARGE_BODY}
     */
    public boolean isOfClassFilesAlone() {
        return this == LARGE_BODY;
    }

    /**
     * Returns what is said of one finding.
     *
     * @param details what the text leaves open
     * @return the message, with the id
     */
    public String message(Object... details) {
        return "[pausa:" + id() + "] " + text.formatted(details);
    }
}
