package dev.pausa.weaver;

import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.NeverAwaited;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Leaves coroutines alone that a test has dropped: closing them would run their bodies, which still write into the
 * test's record, at a time that the garbage collector chooses. Tests of just that switch it on for themselves.
 */
public final class ForgottenLeftAlone implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        Diagnostics.setClosing(false);
        Diagnostics.setNeverAwaited(NeverAwaited.OFF);
    }
}
