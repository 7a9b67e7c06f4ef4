"""One run of a program under CPython: the twin of World.java, Drive.java and Trace.java. The text of awaited.py comes before this one."""
import inspect
import os
import sys
import types
import warnings

warnings.simplefilter("ignore")
sys.unraisablehook = lambda report: None

LONGEST = 3000


class World:
    def __init__(self, foreigns):
        self.foreigns = foreigns
        self.lines = []
        self.is_cut = False
        self.numbers = {}
        self.suppressing = set()
        self.names = {}
        self.wrappers = {}
        self.objects = []
        self.first_instructions = {}
        self.steps = {}
        self.current = {}
        self.delegating = []
        self.only_iterators = [self.iterator(i) for i in range(len(foreigns))]

    def run(self, bodies, script):
        self.bodies = bodies
        for body in bodies:
            self.make(body)
        for op in script:
            self.drive(op)
        for number in range(len(self.objects)):
            self.drive(("state", number))

    def make(self, body):
        made = self.add_object(body(len(self.objects)))
        if inspect.isasyncgen(made):
            self.first_instructions[id(made)] = made.ag_frame.f_lasti
        return made

    def add_object(self, made):
        self.name(made, f"c{len(self.objects)}")
        self.objects.append(made)
        return made

    def name(self, thing, name):
        self.names[id(thing)] = (thing, name)

    # Objects, as what they are used for

    def at(self, number):
        return self.objects[number] if 0 <= number < len(self.objects) else None

    def last(self, number):
        return len(self.objects) - 1 - number

    def fresh(self, body):
        return self.make(self.bodies[body]) if body < len(self.bodies) else None

    def deep(self, levels, body, kind):
        if levels == 0:
            return self.fresh(body)

        async def relay():
            return await self.awaitable(self.deep(levels - 1, body, kind))

        @types.coroutine
        def inner():
            return (yield from self.generator(self.deep(levels - 1, body, kind)))

        async def steps():
            yield await self.awaitable(self.deep(levels - 1, body, kind))

        made = inner() if kind == "gen" else steps() if kind == "agen" else relay()
        self.name(made, "relay")
        return made

    def awaitable(self, thing):
        if id(thing) in self.steps:
            return Done() if self.use(thing, True) else thing
        if inspect.isasyncgen(thing):
            return Each(self, thing).__anext__()
        if not inspect.isawaitable(thing):
            return None
        if "REENTRANT_DELEGATION" in KNOWN and inspect.iscoroutine(thing) and thing.cr_running and thing.cr_await is not None:
            self.cut("REENTRANT_DELEGATION")
            return Done()
        return Done() if self.reaches_running_step(thing) else thing

    def generator(self, thing):
        if self.reaches_running_step(thing):
            return None
        return thing if inspect.isgenerator(thing) else None

    def each(self, number):
        return self.generator(self.at(number)) or ()

    def async_each(self, number):
        thing = self.at(number)
        return Each(self, thing if inspect.isasyncgen(thing) else nothing())

    def view(self, number):
        thing = self.awaitable(self.at(number))
        return None if thing is None else View(self, thing)

    def items(self, reactions):
        closing = [reaction[1] for reaction in reactions if reaction[0] == "close"]
        items = (ClosingItems if closing else Items)(self, [r for r in reactions if r[0] != "close"])
        items.closing = closing[0] if closing else None
        self.name(items, "items")
        return items

    # Steps

    def step(self, spec, base):
        of = spec[1]
        fresh = isinstance(of, tuple) and of[0] == "fresh"
        generator = self.fresh(base + of[1]) if fresh else self.at(self.index(of))
        self.add(f"> {spec[0]} {self.show(generator)} {words(spec[2:])}")
        if not inspect.isasyncgen(generator):
            self.add("< absent")
            return None
        step = self.add_object(self.make_step(spec, generator))
        self.steps[id(step)] = StepNote(generator, spec[0])
        self.add("< made " + self.show(step))
        return step

    def make_step(self, spec, generator):
        match spec[0]:
            case "anext":
                return generator.__anext__()
            case "asend":
                return generator.asend(spec[2])
            case "athrow":
                return generator.athrow(self.new(spec[2][0], spec[3]))
            case "aclose":
                return generator.aclose()

    def use(self, step, is_await):
        """Notes that a step is driven, or awaited. Cuts where that is known to differ, and then gives True."""
        note = self.steps[id(step)]
        is_other = is_await or note.is_awaited or not note.generator.ag_running
        if "OLD_STEPS" in KNOWN and note.is_refused:
            self.cut("OLD_STEPS")
        elif note.mode == "athrow" and note.is_begun and is_other:
            self.cut("ATHROW_REUSED")
        elif is_await:
            self.reaches_running_step(step)
        note.is_refused = not note.is_begun and note.generator.ag_running and note.mode in ("anext", "asend")
        if not note.generator.ag_running:
            self.current[id(note.generator)] = note
        note.is_begun = True
        note.is_awaited |= is_await
        return self.is_cut

    def reaches_running_step(self, thing):
        """Tells whether going on with something would go on with a running step. Cuts then."""
        for other in self.below(thing):
            if inspect.iscoroutine(other) and other.cr_running or inspect.isgenerator(other) and other.gi_running:
                return False
            note = self.steps.get(id(other))
            if note is not None and self.current.get(id(note.generator)) is note and self.is_executing(note.generator):
                self.cut("REENTRANT_STEP")
                return True
        return False

    def is_executing(self, generator):
        frame = sys._getframe()
        while frame is not None and frame is not generator.ag_frame:
            frame = frame.f_back
        return frame is not None or self.is_delegating(generator)

    def is_delegating(self, thing):
        """Tells whether a throw() or close() may be on its way through something; after a while it is through."""
        return any(other is thing for chain in self.delegating for other in chain)

    def foreign(self, number):
        return ForeignAwaitable(self, number) if number < len(self.foreigns) else None

    def iterator(self, number):
        iterator = foreign_iterator(self, f"f{number}", self.foreigns[number])
        self.name(iterator, f"f{number}")
        return iterator

    # Values and events

    def add(self, line):
        if len(self.lines) < LONGEST and not self.is_cut:
            self.lines.append(line)

    def cut(self, known_difference):
        self.add("! " + known_difference)
        self.is_cut = True

    def log(self, me, value):
        self.add(f"c{me}: {self.show(value)}")

    def caught(self, me, exception):
        self.add(f"c{me}: caught {self.show(exception)}")

    def clean_up(self, me):
        self.add(f"c{me}: finally")

    def new(self, kind, value):
        cls = KINDS[kind]
        exception = cls(value) if issubclass(cls, StopIteration) else cls(self.show(value))
        self.numbers[id(exception)] = (exception, len(self.numbers) + 1)
        return exception

    def number(self, value):
        return value % 1000 if type(value) is int else 0

    def join(self, *values):
        return "<" + "".join(self.show(value) + ";" for value in values) + ">"

    def concat(self, a, b):
        return "[" + self.show(a) + "," + self.show(b) + "]"

    def show(self, value):
        if isinstance(value, BaseException):
            return self.show_exception(value)
        return self.names[id(value)][1] if id(value) in self.names else str(value)

    def show_exception(self, e):
        number = f"#{self.numbers[id(e)][1]}" if id(e) in self.numbers else ""
        argument = self.show(e.value) if isinstance(e, StopIteration) else str(e)
        cause = "" if e.__cause__ is None else " from " + self.show_exception(e.__cause__)
        return f"{type(e).__name__}{number}({argument}){cause}" + (" suppressing" if id(e) in self.suppressing else "")

    # Drives

    def drive(self, op):
        try:
            self.call(op)
        except BaseException:
            pass

    def call(self, op):
        if op[0] == "keep":
            return self.step(op[1], 0)
        if op[0] == "begin":
            return None if self.step(op[1], 0) is None else self.call(("send", ("last", 0), None))
        number = self.index(op[1])
        self.add(f"> {op[0]} c{number} {words(op[2:])}")
        thing = self.at(number)
        if not self.takes(thing, op):
            self.add("< absent")
            return None
        chain = list(self.below(thing)) if "throw" in op[0] or "close" in op[0] else []
        if self.cuts(op, thing, chain):
            return None
        self.delegating.append(chain)
        try:
            outcome = self.perform(op, thing)
        except BaseException as raised:
            self.add(f"< raised {self.show(raised)}")
            raise
        finally:
            self.delegating.pop()
        verb = "is" if op[0] == "state" else "closed" if "close" in op[0] else "yielded"
        self.add(f"< {verb} {self.show(outcome)}")
        return None if verb == "closed" else outcome

    def index(self, of):
        return self.last(of[1]) if isinstance(of, tuple) else of

    def takes(self, thing, op):
        """A step is only driven, an asynchronous generator only looked at."""
        if inspect.iscoroutine(thing) or inspect.isgenerator(thing):
            return True
        return thing is not None and (op[0] == "state") == inspect.isasyncgen(thing)

    def below(self, thing):
        """An object, what it awaits, and so on."""
        seen = set()
        while thing is not None and id(thing) not in seen:
            seen.add(id(thing))
            yield thing
            thing = self.wrappers[id(thing)] if id(thing) in self.wrappers else self.awaited_by(thing)

    def awaited_by(self, thing):
        if inspect.iscoroutine(thing):
            return thing.cr_await
        if inspect.isgenerator(thing):
            return thing.gi_yieldfrom
        if inspect.isasyncgen(thing):
            return thing.ag_await
        return self.steps[id(thing)].generator if id(thing) in self.steps else None

    def cuts(self, op, thing, chain):
        """Tells whether a drive is known to differ. Cuts then."""
        if "REENTRANT_DELEGATION" in KNOWN and self.reaches_delegating(chain):
            self.cut("REENTRANT_DELEGATION")
        elif "OLD_STEPS" in KNOWN and self.reaches_old_step(op, chain):
            self.cut("OLD_STEPS")
        elif "throw" in op[0] and op[2][0] in ("StopIteration", "SubStop") and self.ends_in_closed_generator(chain):
            self.cut("RETHROWN_STOP")
        elif op[0] != "state" and not self.reaches_running_step(thing) and id(thing) in self.steps:
            self.use(thing, False)
        return self.is_cut

    def reaches_delegating(self, chain):
        for thing in chain:
            if inspect.isasyncgen(thing):
                if self.is_delegating(thing):
                    return True
            elif inspect.iscoroutine(thing) or inspect.isgenerator(thing):
                if thing.cr_running if inspect.iscoroutine(thing) else thing.gi_running:
                    return self.awaited_by(thing) is not None
        return bool(chain) and self.awaited_by(chain[-1]) is not None

    def ends_in_closed_generator(self, chain):
        return len(chain) > 1 and inspect.isgenerator(chain[-1]) and chain[-1].gi_frame is None

    def reaches_old_step(self, op, chain):
        is_close = "close" in op[0] or "throw" in op[0] and op[2][0] in ("GeneratorExit", "SubExit")
        for thing in chain:
            note = self.steps.get(id(thing))
            if note is not None and (is_close or not note.is_begun or note.mode in ("athrow", "aclose")):
                return True
        return False

    def perform(self, op, c):
        if op[0] == "state":
            return self.look(c)
        if op[0].startswith("view") or op[0] == "next":
            viewed = c if inspect.isgenerator(c) else c.__await__()
        else:
            viewed = c
        match op[0]:
            case "send" | "step" | "viewsend":
                return viewed.send(op[2])
            case "throw" | "stepthrow" | "viewthrow":
                return viewed.throw(self.new(op[2][0], op[3]))
            case "close":
                return viewed.close()
            case "viewclose":
                viewed.close()
                return None
            case "next":
                return next_or_stop(viewed) if inspect.isgenerator(c) else next(viewed)

    def look(self, c):
        if inspect.isasyncgen(c):
            return self.look_async(c)
        if inspect.iscoroutine(c):
            state, running, suspended = inspect.getcoroutinestate(c), c.cr_running, c.cr_suspended
        else:
            state, running, suspended = inspect.getgeneratorstate(c), c.gi_running, c.gi_suspended
        text = state[5 if inspect.iscoroutine(c) else 4:] + (" running" if running else "")
        text += (" suspended" if suspended else "") + " awaiting " + self.awaited(self.awaited_by(c))
        return f"{text} depth {self.depth(c)}"

    def look_async(self, c):
        if "REENTRANT_DELEGATION" in KNOWN and self.is_delegating(c):
            self.cut("REENTRANT_DELEGATION")
        is_new = c.ag_frame is not None and c.ag_frame.f_lasti == self.first_instructions[id(c)]
        state = "CLOSED" if c.ag_frame is None else "CREATED" if is_new and not c.ag_running else "OPEN"
        return state + (" stepping" if c.ag_running else "") + " awaiting " + self.awaited(c.ag_await)

    def depth(self, c):
        count = 0
        while inspect.iscoroutine(c) and c.cr_frame or inspect.isgenerator(c) and c.gi_frame:
            count += 1
            c = None if (c.cr_running if inspect.iscoroutine(c) else c.gi_running) else self.awaited_by(c)
        return count

    def awaited(self, iterator):
        return "suspension" if isinstance(iterator, Suspension) else self.show(iterator)


async def nothing():
    return
    yield


def next_or_stop(generator):
    """next() in Java does not tell what a generator returned."""
    try:
        return next(generator)
    except StopIteration:
        raise StopIteration(None) from None


def word(part):
    if isinstance(part, tuple):
        return part[0] if len(part) == 1 else f"({part[0]} {words(part[1:])})"
    return "null" if part is None else str(part)


def words(parts):
    return " ".join(word(part) for part in parts)


ALIVE = []
suspend = Suspension


def run(number, program, foreigns, script):
    world = World(foreigns)
    ALIVE.append(world)  # a coroutine that is dropped would be closed, and its body would run
    world.run(program(world), script)
    print("=", number)
    for line in world.lines:
        print(line)


def finish():
    print("=", "end")
    sys.stdout.flush()
    os._exit(0)  # closes no coroutine
