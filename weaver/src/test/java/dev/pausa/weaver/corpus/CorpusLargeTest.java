package dev.pausa.weaver.corpus;

import dev.pausa.weaver.LargeForm;
import org.junit.jupiter.api.extension.ExtendWith;

/** Library methods in the form of large bodies. */
@ExtendWith(LargeForm.class)
class CorpusLargeTest extends CorpusVerifyTest {}
