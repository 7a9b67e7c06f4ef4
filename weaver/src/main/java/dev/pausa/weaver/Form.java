package dev.pausa.weaver;

/** How the pauses of a body are written. Both forms have the same frame, states and table, and do the same. */
enum Form {
    /** All of a pause stands where the pause stands. */
    INLINE {
        @Override
        Plan plan(BodySource source, Analysis analysis) {
            return Plan.of(source, analysis);
        }

        @Override
        PauseEmitter pauses(BodySource source, Analysis analysis, Plan plan, BodyCode code) {
            return new InlinePauses(source, plan, code);
        }
    },
    /** The pauses share what they can. */
    SHARED {
        @Override
        Plan plan(BodySource source, Analysis analysis) {
            return Plan.ofLarge(source, analysis);
        }

        @Override
        PauseEmitter pauses(BodySource source, Analysis analysis, Plan plan, BodyCode code) {
            return new SharedPauses(source, analysis, plan, code);
        }
    };

    abstract Plan plan(BodySource source, Analysis analysis);

    abstract PauseEmitter pauses(BodySource source, Analysis analysis, Plan plan, BodyCode code);
}
