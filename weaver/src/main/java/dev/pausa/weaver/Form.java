package dev.pausa.weaver;

/** How the pauses of a body are written. Both forms have the same frame, states and table, and do the same. */
enum Form {
    /** All of a pause stands where the pause stands. */
    INLINE,
    /** The pauses share what they can. */
    SHARED;

    Plan plan(BodySource source, Analysis analysis) {
        return this == INLINE ? Plan.of(source, analysis) : Plan.ofLarge(source, analysis);
    }

    /** The verifier would load the class of the large form if its constructor were called here. */
    PauseEmitter pauses(BodySource source, Analysis analysis, Plan plan, BodyCode code) {
        if (this == SHARED) {
            return SharedPauses.of(source, analysis, plan, code);
        }
        return new InlinePauses(source, plan, code);
    }
}
