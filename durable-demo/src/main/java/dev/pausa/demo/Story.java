package dev.pausa.demo;

import dev.pausa.demo.office.Office;
import dev.pausa.demo.office.Shop;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Plays it: an agent is killed while it waits for a person, a new version is deployed and goes on; then that is killed
 * in the middle of a call.
 */
final class Story implements AutoCloseable {
    private static final String TASK = "3 desks for the new office";
    private static final int PATIENCE = 60;

    private final Settings settings;
    private final Consumer<String> out;
    private final CountDownLatch ordered = new CountDownLatch(1);
    private final CountDownLatch killed = new CountDownLatch(1);
    private final Shop shop = new Shop(key -> holdFirst());
    private final Office office;
    private final Person person;
    private AgentProcess agent;

    Story(Settings settings, Person person, Consumer<String> out) throws IOException {
        this.settings = settings;
        this.person = person;
        this.out = out;
        office = new Office(shop);
        out.accept("the model and the tools are at " + office.address());
    }

    /** The first order is taken, and who has ordered is never told. */
    private void holdFirst() {
        if (ordered.getCount() > 0) {
            ordered.countDown();
            try {
                killed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns what the agent answers in the end. */
    String play() throws Exception {
        deploy(1, "");
        person.awaitQuestion(PATIENCE);
        kill("it waits for a person");
        deploy(2, settings.version2());
        person.answer(PATIENCE);
        ordered.await();
        kill("the shop has taken its order, and it does not know yet");
        killed.countDown();
        deploy(2, settings.version2());
        String answer = agent.await("answer:", PATIENCE);
        shop.calls().forEach(call -> out.accept("  shop  " + call));
        return answer;
    }

    private void deploy(int version, String classes) throws IOException, InterruptedException {
        List<String> arguments = List.of(
                settings.folder().toString(),
                Integer.toString(settings.port()),
                Integer.toString(version),
                "desks",
                TASK);
        out.accept("deploy version " + version);
        agent = new AgentProcess(classes, office.address(), arguments, out);
        agent.await("ready", PATIENCE);
    }

    private void kill(String when) throws InterruptedException {
        agent.kill();
        out.accept("kill -9 " + agent.pid() + ": " + when);
    }

    Shop shop() {
        return shop;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (agent != null) {
            agent.close();
        }
        office.close();
    }
}
