package dev.pausa.async;

import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.Unraisable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Takes down what is reported during a test. */
final class Reported implements BeforeEachCallback, AfterEachCallback {
    private final List<Unraisable> reports = new CopyOnWriteArrayList<>();
    private Consumer<? super Unraisable> before;

    List<String> messages() {
        return reports.stream().map(Unraisable::message).toList();
    }

    List<Throwable> failures() {
        return reports.stream().map(Unraisable::exception).toList();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        before = Diagnostics.unraisableHandler();
        Diagnostics.setUnraisableHandler(reports::add);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Diagnostics.setUnraisableHandler(before);
    }
}
