"""What CPython 3.13 or newer does with each step of an asynchronous generator; AsyncStepTableTest compares it with Java.

python3.13 async_steps.py > async_steps.txt
"""

import inspect
import sys
import types

sys.unraisablehook = lambda unraisable: None
kept = []  # so that nothing is closed by being dropped


@types.coroutine
def suspend(value):
    return (yield value)


def text(exception):
    if isinstance(exception, StopIteration):
        return "gives %s" % shown(exception.value)
    if isinstance(exception, (StopAsyncIteration, GeneratorExit, KeyError)):
        return type(exception).__name__
    return str(exception)


def shown(value):
    return "null" if value is None else value


def outcome(call):
    try:
        value = call()
    except BaseException as exception:
        return text(exception)
    return "null" if value is None else "pauses %s" % value


def look(g):
    state = inspect.getasyncgenstate(g).replace("AGEN_", "")
    if g.ag_running and g.ag_suspended:  # 3.14 and older call it running
        state = "SUSPENDED"
    return state + (" in a step" if g.ag_running else "")


async def body(answer, pauses):
    try:
        for _ in range(pauses):
            await suspend("p")
        sent = yield "a"
        if sent is not None:
            yield "got " + sent
        else:
            yield "b"
    except BaseException:
        if answer == "rethrows":
            raise
        if answer == "returns":
            return
        if answer == "yields":
            yield "c"
        else:
            try:
                again = await suspend("q")
            except BaseException:
                if answer == "awaits, yields when raised into":
                    yield "c"
                if answer == "awaits, awaits when raised into":
                    await suspend("r")
                raise
            if answer == "awaits, rethrows":
                raise
            if answer == "awaits, returns":
                return
            yield "d " + shown(again)
    yield "e"


async def awaiting(step, seen):
    try:
        value = await step
        seen.append("gives %s" % shown(value))
        return value
    except BaseException as exception:
        seen.append(text(exception))
        raise


async def over(inner, answer):
    try:
        async for value in inner:
            yield "over " + value
    except BaseException:
        if answer == "rethrows":
            raise
        if answer == "returns":
            return
        if answer == "yields":
            yield "oc"
        else:
            yield "od " + shown(await suspend("oq"))
    yield "oe"


ANSWERS = [
    "rethrows",
    "returns",
    "yields",
    "awaits, yields",
    "awaits, returns",
    "awaits, rethrows",
    "awaits, yields when raised into",
    "awaits, awaits when raised into",
]
STATES = ["CREATED", "AT YIELD", "IN A STEP", "IGNORED EXIT", "CLOSED"]
MODES = {
    "anext": lambda g: g.__anext__(),
    "asend(v)": lambda g: g.asend("v"),
    "araise": lambda g: g.athrow(KeyError("k")),
    "aclose": lambda g: g.aclose(),
}
OPERATIONS = {
    "send(null)": lambda s: s.send(None),
    "send(w)": lambda s: s.send("w"),
    "raise": lambda s: s.throw(KeyError("x")),
    "raise exit": lambda s: s.throw(GeneratorExit()),
    "close": lambda s: s.close(),
}


def row(*cells):
    print(" | ".join(cells))


def in_state(state, answer):
    g = body("yields" if state == "IGNORED EXIT" else answer, 1 if state == "IN A STEP" else 0)
    if state == "CREATED":
        return g
    first = g.__anext__()
    kept.append(first)
    outcome(lambda: first.send(None))
    if state == "IGNORED EXIT":
        outcome(lambda: g.aclose().send(None))
    while state == "CLOSED" and outcome(lambda: g.__anext__().send(None)) != "StopAsyncIteration":
        pass
    return g


def in_a_step(answer, mode):
    g = body(answer, 1 if mode == "anext" else 0)
    if mode != "anext":
        outcome(lambda: g.__anext__().send(None))
    return g, MODES[mode](g)


def fresh_steps():
    for state in STATES:
        for answer in ANSWERS[:4] if state == "AT YIELD" else ANSWERS[:1]:
            for mode in MODES:
                for operation in OPERATIONS:
                    g = in_state(state, answer)
                    s = MODES[mode](g)
                    kept.extend([g, s])
                    out = outcome(lambda: OPERATIONS[operation](s))
                    row("fresh", state, answer, mode, operation, out, look(g), outcome(lambda: s.send(None)))


def paused_steps(awaited):
    for answer in ANSWERS:
        for mode in ["anext", "araise", "aclose"] if answer.startswith("awaits") else ["anext"]:
            for operation in OPERATIONS:
                g, s = in_a_step(answer, mode)
                seen = []
                driven = awaiting(s, seen) if awaited else s
                kept.extend([g, s, driven])
                driven.send(None)
                out = outcome(lambda: OPERATIONS[operation](driven))
                at_await = ["/".join(seen)] if awaited else []
                kind = "awaited" if awaited else "paused"
                row(kind, answer, mode, operation, out, *at_await, look(g), outcome(lambda: s.send(None)))


def steps_taken_over():
    for answer in ANSWERS:
        for operation in OPERATIONS:
            g = body(answer, 2)
            s = g.__anext__()
            s.send(None)
            seen = []
            driven = awaiting(s, seen)
            kept.extend([g, s, driven])
            driven.send(None)
            out = outcome(lambda: OPERATIONS[operation](driven))
            row("taken over", answer, operation, out, "/".join(seen), look(g), outcome(lambda: s.send(None)))


def nested():
    for inner_answer in ANSWERS[:4]:
        for answer in ANSWERS[:4]:
            for operation in OPERATIONS:
                inner = body(inner_answer, 1)
                g = over(inner, answer)
                seen = []
                root = awaiting(g.__anext__(), seen)
                kept.extend([g, inner, root])
                root.send(None)
                out = outcome(lambda: OPERATIONS[operation](root))
                row("nested", inner_answer, answer, operation, out, "/".join(seen), look(inner), look(g))


fresh_steps()
paused_steps(False)
paused_steps(True)
steps_taken_over()
nested()
