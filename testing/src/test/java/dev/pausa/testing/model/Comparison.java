package dev.pausa.testing.model;

import dev.pausa.Coroutine;
import dev.pausa.async.order.OrderedLoops;
import dev.pausa.testing.model.Recorder.Decision;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** One run of a program on the driver, and the same on the model. */
final class Comparison {
    private final List<Node> program;
    private final Recorder recorder;
    private final Player onDriver;
    private final Model model = new Model();
    private final Player onModel = new Player(model);
    private int events;

    private Comparison(List<Node> program, IntUnaryOperator chooser) {
        this.program = program;
        this.recorder = new Recorder(chooser);
        this.onDriver = new Player(new Real(recorder::millis));
        recorder.atDeadlock = () -> events = onDriver.trace.size();
    }

    /**
     * Runs a program, with somebody who chooses from so many alternatives each time.
     *
     * @return where the two differ; null if they do not
     */
    static String difference(List<Node> program, IntUnaryOperator chooser) {
        Comparison comparison = new Comparison(program, chooser);
        comparison.runDriver();
        String difference = comparison.runModel();
        return difference == null ? comparison.differenceOfEvents() : difference + comparison.all();
    }

    private void runDriver() {
        Coroutine<Object> main = onDriver.play(program);
        try {
            OrderedLoops.get().run(recorder, main);
        } catch (Throwable ofMain) {
            if (ofMain instanceof VirtualMachineError) {
                throw (VirtualMachineError) ofMain;
            }
            // the last statement has told of it
        }
        if (!recorder.isDeadlock) {
            events = onDriver.trace.size();
        }
    }

    private String runModel() {
        ModelTask main = model.startMain(onModel.play(program));
        for (Decision decision : recorder.decisions) {
            if (main.isDone) {
                model.stop();
            }
            if (!model.ready().equals(decision.ready())) {
                return "the model has ready " + model.ready() + " and not as in " + decision;
            }
            if (decision.chosen() != null) {
                model.run(decision.chosen());
            } else if (!model.hasTimers()) {
                return "the model has no timer, but " + decision;
            } else {
                model.advance();
            }
            if (model.now() != decision.now()) {
                return "the time of the model is " + model.now() + ", but " + decision;
            }
        }
        return end(main);
    }

    private String end(ModelTask main) {
        if (main.isDone) {
            model.stop();
        }
        if (recorder.isDeadlock) {
            return model.ready().isEmpty() && !model.hasTimers() ? null : "the driver waits for ever";
        }
        return main.isDone && !model.hasTasks() ? null : "the model goes on with " + model.ready();
    }

    private String differenceOfEvents() {
        List<String> driver = onDriver.trace.subList(0, events);
        return driver.equals(onModel.trace) ? null : "other events" + all();
    }

    private String all() {
        StringBuilder text = new StringBuilder("\n\n").append(Node.text(program));
        text.append("\ndecisions:\n");
        recorder.decisions.forEach(each -> text.append(each).append('\n'));
        text.append("\nthe driver:\n").append(String.join("\n", onDriver.trace.subList(0, events)));
        return text.append("\n\nthe model:\n").append(String.join("\n", onModel.trace)) + "\n";
    }
}
