package dev.pausa.durable.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code pausa_instance}.
 *
 * @param origin what it was started as, which never changes
 * @param progress where it goes on
 * @param claim when that is, and who does it
 */
public record Instance(Origin origin, Progress progress, Claim claim) {
    /**
     * What an instance was started as.
     *
     * @param namespace the namespace
     * @param id the id
     * @param run the run, which no other instance has
     * @param body the key of the body
     * @param bodyVersion the version of the body that has started it
     * @param argument the argument
     * @param parent the id of the instance that waits for its end, or null
     * @param parentRun the run of that one, or null
     */
    public record Origin(
            String namespace,
            String id,
            String run,
            String body,
            int bodyVersion,
            byte[] argument,
            @Nullable String parent,
            @Nullable String parentRun) {}

    /**
     * Where an instance goes on: what the mac covers.
     *
     * @param version how often it was saved
     * @param seq the number of the operation at the leaf
     * @param kind the kind of that operation; BEGIN or END if there is none
     * @param name its name
     * @param deadline when it ends by itself, or null
     * @param cancelled why the instance is cancelled, or null if it is not
     * @param outcome the outcome of the operation, or of the instance, if it is known
     * @param snapshot the chain, if it has one
     */
    public record Progress(
            long version,
            long seq,
            String kind,
            String name,
            @Nullable Instant deadline,
            @Nullable String cancelled,
            byte @Nullable [] outcome,
            byte @Nullable [] snapshot) {}

    /**
     * When an instance is gone on with, and by whom.
     *
     * @param state the state
     * @param reason why it is in that state, or the last failure; or null
     * @param refused which builds could not load it, and why; or null
     * @param due when it is to be looked at without a message, or null
     * @param timer the last wake-up that was made for it, or null
     * @param holder the wake-up whose turn it is, or null
     * @param fence how often it was claimed
     * @param attempt how often it was claimed since it was saved
     * @param tries how often the operation was tried
     * @param failures how many of these tries have failed
     */
    public record Claim(
            String state,
            @Nullable String reason,
            @Nullable String refused,
            @Nullable Instant due,
            @Nullable String timer,
            @Nullable String holder,
            long fence,
            int attempt,
            int tries,
            int failures) {
        /**
         * Returns it in a state, for a reason.
         *
         * @param state the state
         * @param reason the reason, or null
         * @return a new claim
         */
        public Claim in(String state, @Nullable String reason) {
            return new Claim(state, reason, refused, due, timer, holder, fence, attempt, tries, failures);
        }

        /**
         * Returns it with nobody who works on it, and nobody who will before it is told so.
         *
         * @return a new claim
         */
        public Claim released() {
            return withDue(null).withTimer(null).withHolder(null);
        }

        /**
         * Returns it with what builds say that could not load the instance.
         *
         * @param refused which, and why; or null
         * @return a new claim
         */
        public Claim withRefused(@Nullable String refused) {
            return new Claim(state, reason, refused, due, timer, holder, fence, attempt, tries, failures);
        }

        /**
         * Returns it with another time.
         *
         * @param due when it is to be looked at without a message, or null
         * @return a new claim
         */
        public Claim withDue(@Nullable Instant due) {
            return new Claim(state, reason, refused, due, timer, holder, fence, attempt, tries, failures);
        }

        /**
         * Returns it with another wake-up that was made for it.
         *
         * @param timer the wake-up, or null
         * @return a new claim
         */
        public Claim withTimer(@Nullable String timer) {
            return new Claim(state, reason, refused, due, timer, holder, fence, attempt, tries, failures);
        }

        /**
         * Returns it with another one at work.
         *
         * @param holder the wake-up whose turn it is, or null
         * @return a new claim
         */
        public Claim withHolder(@Nullable String holder) {
            return new Claim(state, reason, refused, due, timer, holder, fence, attempt, tries, failures);
        }

        /**
         * Returns it with another fence.
         *
         * @param fence how often it was claimed
         * @return a new claim
         */
        public Claim withFence(long fence) {
            return new Claim(state, reason, refused, due, timer, holder, fence, attempt, tries, failures);
        }

        /**
         * Returns it with another number of attempts.
         *
         * @param attempt how often it was claimed since it was saved
         * @return a new claim
         */
        public Claim withAttempt(int attempt) {
            return new Claim(state, reason, refused, due, timer, holder, fence, attempt, tries, failures);
        }

        /**
         * Returns it with another number of tries.
         *
         * @param tries how often the operation was tried
         * @return a new claim
         */
        public Claim withTries(int tries) {
            return new Claim(state, reason, refused, due, timer, holder, fence, attempt, tries, failures);
        }

        /**
         * Returns it with another number of failures.
         *
         * @param failures how many of these tries have failed
         * @return a new claim
         */
        public Claim withFailures(int failures) {
            return new Claim(state, reason, refused, due, timer, holder, fence, attempt, tries, failures);
        }
    }

    /**
     * Returns the row with another progress and claim.
     *
     * @param next the progress
     * @param then the claim
     * @return a new row
     */
    public Instance with(Progress next, Claim then) {
        return new Instance(origin, next, then);
    }

    /**
     * Returns the row with another claim.
     *
     * @param then the claim
     * @return a new row
     */
    public Instance with(Claim then) {
        return new Instance(origin, progress, then);
    }
}
