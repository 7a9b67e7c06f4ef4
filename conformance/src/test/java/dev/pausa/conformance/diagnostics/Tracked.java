package dev.pausa.conformance.diagnostics;

import dev.pausa.diagnostics.Diagnostics;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Has the objects of a test tracked, which shows them in dumps; afterwards nothing is tracked any more. */
final class Tracked implements BeforeEachCallback, AfterEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) {
        Diagnostics.setTracking(true);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Diagnostics.setTracking(false);
        Diagnostics.setOriginTracking(0);
    }
}
