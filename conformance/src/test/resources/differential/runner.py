"""One run of a program on the CPython side: the twin of World.java, ForeignIterator.java and Trace.java.

KNOWN, which is defined before this text, has the names of the constants of KnownDifference.java that apply to this version.
"""
import inspect
import os
import sys
import warnings

warnings.simplefilter("ignore")
sys.unraisablehook = lambda report: None

LONGEST = 3000


class Oops(Exception):
    pass


class Bang(Exception):
    pass


class Halt(BaseException):
    pass


class SubStop(StopIteration):
    pass


class SubExit(GeneratorExit):
    pass


KINDS = {
    kind.__name__: kind
    for kind in (Oops, Bang, Halt, StopIteration, SubStop, GeneratorExit, SubExit)
}
StateError = (RuntimeError, ValueError)


class Suspension:
    """What bare `suspend(v)` is: one pause. Without throw() and close(), so that nothing is converted on the way."""

    def __init__(self, value):
        self.value = value
        self.paused = False

    def __await__(self):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        if self.paused:
            raise StopIteration(None)
        self.paused = True
        return self.value

    def send(self, value):
        raise StopIteration(value)


class View:
    def __init__(self, world, coroutine):
        self.world = world
        self.coroutine = coroutine

    def __await__(self):
        wrapper = self.coroutine.__await__()
        self.world.wrappers[id(wrapper)] = (wrapper, self.coroutine)
        return wrapper


class Done:
    def __await__(self):
        return iter(())


class ForeignAwaitable:
    def __init__(self, world, number):
        self.world = world
        self.number = number

    def __await__(self):
        spec = self.world.foreigns[self.number]
        self.world.add(f"f{self.number}.await")
        scripts = {part[0]: part[1:] for part in spec[1:]}
        if "await" in scripts:
            react(self.world, scripts["await"][0], None)
            return None
        return self.world.only_iterators[self.number] if "once" in scripts else self.world.iterator(self.number)


def foreign_iterator(world, name, spec):
    """An instance of a class that has just the methods of the spec."""
    scripts = {part[0]: list(part[1:]) for part in spec[1:]}

    def call(method, argument, afterwards):
        world.add(name + "." + method + ("" if argument is None else " " + world.show(argument)))
        script = scripts.get(method)
        try:
            return react(world, script.pop(0) if script else afterwards, argument)
        except StopIteration:
            if method == "close":
                world.add("! STOP_FROM_CLOSE")
            raise

    members = {
        "__iter__": lambda self: self,
        "__next__": lambda self: call("next", None, ("stop", None)),
    }
    if "send" in scripts:
        members["send"] = lambda self, value: call("send", value, ("stop", None))
    if "throw" in scripts:
        members["throw"] = lambda self, exception: call("throw", exception, ("rethrow",))
    if "close" in scripts:
        members["close"] = lambda self: call("close", None, ("nothing",))
    return type("ForeignIterator", (), members)()


def react(world, reaction, argument):
    match reaction[0]:
        case "after":
            world.drive(reaction[1])
            return react(world, reaction[2], argument)
        case "yield":
            return reaction[1]
        case "stop":
            raise StopIteration(reaction[1])
        case "raise":
            raise world.new(reaction[1][0], reaction[2])
        case "echo":
            return argument
        case "rethrow":
            if isinstance(argument, StopIteration):
                world.cut("RETHROWN_STOP")
            raise argument


class World:
    def __init__(self, foreigns):
        self.foreigns = foreigns
        self.lines = []
        self.is_cut = False
        self.numbers = {}
        self.names = {}
        self.wrappers = {}
        self.coroutines = []
        self.only_iterators = [self.iterator(i) for i in range(len(foreigns))]

    def run(self, bodies, script):
        self.bodies = bodies
        for body in bodies:
            self.make(body)
        for op in script:
            self.drive(op)
        for number in range(len(self.coroutines)):
            self.drive(("state", number))

    def make(self, body):
        number = len(self.coroutines)
        coroutine = body(number)
        self.coroutines.append(coroutine)
        self.name(coroutine, f"c{number}")
        return coroutine

    def name(self, thing, name):
        self.names[id(thing)] = (thing, name)

    # Awaitables

    def at(self, number):
        return self.coroutines[number] if number < len(self.coroutines) else None

    def shared(self, number):
        coroutine = self.at(number)
        if "REENTRANT_DELEGATION" in KNOWN and coroutine is not None and coroutine.cr_running and coroutine.cr_await is not None:
            self.cut("REENTRANT_DELEGATION")
            return Done()
        return coroutine

    def fresh(self, body):
        return self.make(self.bodies[body]) if body < len(self.bodies) else None

    def deep(self, levels, body):
        if levels == 0:
            return self.fresh(body)

        async def relay():
            return await self.deep(levels - 1, body)

        coroutine = relay()
        self.name(coroutine, "relay")
        return coroutine

    def view(self, number):
        coroutine = self.at(number)
        return None if coroutine is None else View(self, coroutine)

    def foreign(self, number):
        return ForeignAwaitable(self, number) if number < len(self.foreigns) else None

    def nothing(self):
        return None

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
        return f"{type(e).__name__}{number}({argument}){cause}"

    # Drives

    def drive(self, op):
        try:
            self.call(op)
        except BaseException:
            pass

    def call(self, op):
        arguments = " ".join(word(part) for part in op[2:])
        self.add(f"> {op[0]} c{op[1]} {arguments}")
        coroutine = self.at(op[1])
        if coroutine is None:
            self.add("< absent")
            return None
        if "REENTRANT_DELEGATION" in KNOWN and ("throw" in op[0] or "close" in op[0]) and self.reaches_delegating(coroutine):
            self.cut("REENTRANT_DELEGATION")
            return None
        try:
            outcome = self.perform(op, coroutine)
        except BaseException as raised:
            self.add(f"< raised {self.show(raised)}")
            raise
        verb = "is" if op[0] == "state" else "closed" if "close" in op[0] else "yielded"
        self.add(f"< {verb} {self.show(outcome)}")
        return None if verb == "closed" else outcome

    def reaches_delegating(self, coroutine):
        seen = set()
        while inspect.iscoroutine(coroutine):
            awaited = coroutine.cr_await
            if coroutine.cr_running:
                return awaited is not None
            if id(coroutine) in seen:
                return True
            seen.add(id(coroutine))
            coroutine = self.wrappers[id(awaited)][1] if id(awaited) in self.wrappers else awaited
        return False

    def perform(self, op, c):
        match op[0]:
            case "send" | "step":
                return c.send(op[2])
            case "throw" | "stepthrow":
                return c.throw(self.new(op[2][0], op[3]))
            case "close":
                return c.close()
            case "next":
                return next(c.__await__())
            case "viewsend":
                return c.__await__().send(op[2])
            case "viewthrow":
                return c.__await__().throw(self.new(op[2][0], op[3]))
            case "viewclose":
                c.__await__().close()
                return None
            case "state":
                return self.look(c)

    def look(self, c):
        text = inspect.getcoroutinestate(c).removeprefix("CORO_")
        text += (" running" if c.cr_running else "") + (" suspended" if c.cr_suspended else "")
        text += " awaiting " + self.awaited(c.cr_await)
        return f"{text} depth {self.depth(c)}"

    def depth(self, c):
        count = 0
        while inspect.iscoroutine(c) and inspect.getcoroutinestate(c) != "CORO_CLOSED":
            count += 1
            c = None if c.cr_running else c.cr_await
        return count

    def awaited(self, iterator):
        if isinstance(iterator, Suspension):
            return "suspension"
        return "view" if type(iterator).__name__ == "coroutine_wrapper" else self.show(iterator)


def word(part):
    return "null" if part is None else part[0] if isinstance(part, tuple) else str(part)


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
