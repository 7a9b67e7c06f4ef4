package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * The code by which a large body goes on. Pauses that follow one another restore in one place what is live at any of
 * them; by itself, what has another type there in the same slot; then, if something is raised, it is thrown; then come
 * the operands, bottom first, and each pause goes its way.
 */
final class RestoreGroups {
    private final SharedPauses pauses;
    private final RaiseStubs stubs;
    private final BodyCode code;

    /** The slot of the number of the point, as the body counts its locals. */
    private final int number;

    RestoreGroups(SharedPauses pauses, RaiseStubs stubs) {
        this.pauses = pauses;
        this.stubs = stubs;
        this.code = pauses.code;
        this.number = code.scratch - BodyCode.ARGUMENTS;
    }

    /** Pauses that restore in one place what is live at any of them. */
    private static final class Group {
        final List<Plan.Pause> members = new ArrayList<>();
        final Map<Integer, Plan.Kept> bySlot = new HashMap<>();
        final List<Plan.Kept> shared = new ArrayList<>();
        int least = Integer.MAX_VALUE;

        /** Returns whether a pause may join: what is restored is not much more than what is live. */
        boolean accepts(Plan.Pause pause) {
            long added = pause.locals().stream().filter(this::isFree).count();
            return shared.size() + added <= 2L * Math.min(least, pause.locals().size()) + SLACK;
        }

        void add(Plan.Pause pause) {
            members.add(pause);
            least = Math.min(least, pause.locals().size());
            for (Plan.Kept local : pause.locals()) {
                if (isFree(local)) {
                    shared.add(local);
                    bySlot.put(local.place(), local);
                    if (isWide(local)) {
                        bySlot.put(local.place() + 1, local);
                    }
                }
            }
        }

        private boolean isFree(Plan.Kept local) {
            return !bySlot.containsKey(local.place()) && !(isWide(local) && bySlot.containsKey(local.place() + 1));
        }

        private static boolean isWide(Plan.Kept local) {
            return local.field() != null && local.field().type().getSize() == 2;
        }

        /** What a member restores by itself. */
        List<Plan.Kept> own(Plan.Pause pause) {
            List<Plan.Kept> own = new ArrayList<>(pause.locals());
            own.removeIf(local -> local.equals(bySlot.get(local.place())));
            return own;
        }
    }

    /** So many values more than twice the live ones may be restored. */
    private static final int SLACK = 8;

    private static List<Group> groups(List<Plan.Pause> all) {
        List<Group> groups = new ArrayList<>(List.of(new Group()));
        for (Plan.Pause pause : all) {
            if (!groups.get(groups.size() - 1).accepts(pause)) {
                groups.add(new Group());
            }
            groups.get(groups.size() - 1).add(pause);
        }
        return groups;
    }

    /** Pauses that go one way, and the code there; none if it stands elsewhere. */
    private record Way(List<Plan.Pause> pauses, Label label, Runnable code) {
        Way(List<Plan.Pause> pauses, Runnable code) {
            this(pauses, new Label(), code);
        }
    }

    /** Writes the code; the number of the point is in the scratch slot. */
    void emit() {
        LocalTypes types = new LocalTypes(number + 1);
        types.set(number, Opcodes.INTEGER);
        List<Way> ways = new ArrayList<>();
        for (Group group : groups(pauses.plan.pauses())) {
            ways.add(new Way(group.members, () -> emitGroup(group, types.copy())));
        }
        branch(ways, types, List.of());
    }

    private void emitGroup(Group group, LocalTypes types) {
        restore(group.shared, types);
        Map<List<Plan.Kept>, List<Plan.Pause>> byOwn = new LinkedHashMap<>();
        for (Plan.Pause pause : group.members) {
            byOwn.computeIfAbsent(group.own(pause), any -> new ArrayList<>()).add(pause);
        }
        List<Way> ways = new ArrayList<>();
        byOwn.forEach((own, members) -> ways.add(new Way(members, () -> emitOwn(own, members, types.copy()))));
        branch(ways, types, List.of());
    }

    private void emitOwn(List<Plan.Kept> own, List<Plan.Pause> members, LocalTypes types) {
        restore(own, types);
        SortedMap<Integer, Label> raised = new TreeMap<>();
        members.forEach(pause -> raised.put(pause.point().number(), stubs.of(pause)));
        boolean isOne = raised.values().stream().distinct().count() == 1;
        Label isRaised = isOne ? stubs.of(members.get(0)) : new Label();
        code.load(BodyCode.RAISED);
        code.jump(Opcodes.IFNONNULL, isRaised);
        emitOperands(members, 0, types, List.of());
        if (!isOne) {
            code.label(isRaised);
            stackMap(types, List.of());
            switchTo(raised, types, List.of());
        }
    }

    private void restore(List<Plan.Kept> locals, LocalTypes types) {
        for (Plan.Kept local : locals) {
            code.fetch(local.field());
            code.storeLocal(local);
            types.set(local.place(), code.verificationType(local));
        }
    }

    /** Goes on with pauses whose first operands are the same, and have been loaded. */
    private void emitOperands(List<Plan.Pause> members, int loaded, LocalTypes types, List<Object> stack) {
        List<Way> ways = new ArrayList<>();
        Map<Plan.Kept, List<Plan.Pause>> byNext = new LinkedHashMap<>();
        for (Plan.Pause pause : members) {
            if (pause.operands().size() == loaded) {
                ways.add(new Way(List.of(pause), pauses.resumed(pause), null));
            } else {
                byNext.computeIfAbsent(pause.operands().get(loaded), any -> new ArrayList<>())
                        .add(pause);
            }
        }
        byNext.forEach((operand, next) -> ways.add(new Way(next, () -> {
            code.fetch(operand.field());
            List<Object> higher = new ArrayList<>(stack);
            higher.add(code.verificationType(operand));
            emitOperands(next, loaded + 1, types, higher);
        })));
        branch(ways, types, stack);
    }

    private void branch(List<Way> ways, LocalTypes types, List<Object> stack) {
        if (ways.size() == 1 && ways.get(0).code != null) {
            ways.get(0).code.run();
            return;
        }
        SortedMap<Integer, Label> targets = new TreeMap<>();
        for (Way way : ways) {
            way.pauses.forEach(pause -> targets.put(pause.point().number(), way.label));
        }
        switchTo(targets, types, stack);
        for (Way way : ways) {
            if (way.code != null) {
                code.label(way.label);
                stackMap(types, stack);
                way.code.run();
            }
        }
    }

    private void switchTo(SortedMap<Integer, Label> targets, LocalTypes types, List<Object> stack) {
        new StateSwitch(code, code.scratch, () -> stackMap(types, stack)).emit(targets);
    }

    private void stackMap(LocalTypes types, List<Object> stack) {
        code.stackMap(Names.THROWABLE, types.perValue(), stack);
    }
}
