package dev.pausa.weaver;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** While a test class runs that is extended with this, all bodies are woven in the form of large ones. */
public final class LargeForm implements BeforeAllCallback, AfterAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        Weaving.largest = 0;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Weaving.largest = WovenClass.LARGEST_COMPILED;
    }
}
