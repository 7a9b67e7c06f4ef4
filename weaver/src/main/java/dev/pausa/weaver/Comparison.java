package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What of the paused coroutines of an old version a new one would load, and why it would not load the rest. */
public final class Comparison {
    private Comparison() {}

    /**
     * What has become of one body.
     *
     * @param name its class and its key: {@code app.Orders/order.coroutine1}
     * @param place where it stands, or stood
     * @param points how many points it had
     * @param problems why coroutines that are paused at some of them would not load
     */
    public record Change(String name, StackTraceElement place, int points, List<String> problems) {}

    /**
     * Compares tables.
     *
     * @param before those of the old version
     * @param now those of the new one
     * @return the bodies whose code is not the same, or that are not there any more
     */
    public static List<Change> of(Map<String, List<BodyTable>> before, Map<String, List<BodyTable>> now) {
        List<Change> changes = new ArrayList<>();
        before.forEach((type, bodies) -> {
            List<BodyTable> present = now.getOrDefault(type, List.of());
            bodies.forEach(old -> addIfChanged(type, old, present, changes));
        });
        return changes;
    }

    private static void addIfChanged(String type, BodyTable old, List<BodyTable> present, List<Change> changes) {
        List<String> problems = new ArrayList<>();
        boolean isEqual = true;
        for (BodyTable.Point point : old.points()) {
            Matching.Saved saved = Matching.Saved.of(old, point);
            BodyTable body = Matching.body(saved, present);
            if (body == null) {
                String why =
                        present.isEmpty() ? "its class has no bodies any more" : "no body is certainly the same one";
                changes.add(new Change(
                        type + "/" + old.key(), old.place(), old.points().size(), List.of(why)));
                return;
            }
            isEqual &= body.hash().equals(old.hash());
            Matching.Match match = Matching.point(saved, body);
            if (!match.isFound()) {
                problems.add("line " + point.line() + ": " + match.why());
            }
        }
        if (!isEqual || !problems.isEmpty()) {
            changes.add(
                    new Change(type + "/" + old.key(), old.place(), old.points().size(), problems));
        }
    }
}
