package dev.pausa.demo.agent;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.durable.Durable.receive;
import static dev.pausa.durable.Durable.step;
import static dev.pausa.durable.Durable.transaction;

import dev.pausa.Coroutine;
import dev.pausa.durable.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Version 2 of the agent: what it has done, it tells the bookkeeping. */
final class Agent {
    private static final RetryPolicy PATIENT = new RetryPolicy(20, Duration.ofMillis(200), 2, Duration.ofSeconds(30));

    /** What somebody wants of it. */
    record Task(String id, String text) {}

    /** A part of the talk. */
    record Message(String role, String text) {}

    /** What the model wants. */
    record Action(String kind, String name, String text) {}

    /** What a person has said. */
    record Decision(boolean isApproved, String by) {}

    private Agent() {}

    static Coroutine<String> run(Task task) {
        return coroutine(() -> {
            List<Message> talk = new ArrayList<>();
            talk.add(new Message("user", task.text()));
            while (true) {
                Action action = await(step("model", PATIENT, call -> Office.next(talk)));
                switch (action.kind()) {
                    case "tool" -> talk.add(await(tool(action)));
                    case "approve" -> talk.add(await(approval(task, action.text())));
                    default -> {
                        await(step("book", PATIENT, call -> Office.call("book", action.text(), call.key())));
                        return action.text();
                    }
                }
            }
        });
    }

    /** Calls a tool. The key is the same whenever the call is made again. */
    static Coroutine<Message> tool(Action action) {
        return coroutine(() -> {
            String said = await(step("tool", PATIENT, call -> Office.call(action.name(), action.text(), call.key())));
            return new Message(action.name(), said);
        });
    }

    /** Asks a person, and waits for a week. */
    static Coroutine<Message> approval(Task task, String question) {
        return coroutine(() -> {
            await(transaction("ask", database -> Approvals.ask(database, task.id(), question)));
            Decision decision = await(receive("approval", Decision.class, Duration.ofDays(7)));
            String said = decision.isApproved() ? "approved" : "refused";
            return new Message("approval", said + " by " + decision.by());
        });
    }
}
