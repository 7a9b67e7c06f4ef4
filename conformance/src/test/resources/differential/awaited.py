"""What the programs' bodies raise and await under CPython: the twin of Raised.java, ForeignIterator.java and Items.java.

KNOWN, which is defined before this text, has the names of the constants of KnownDifference.java that apply to this version.
"""
import inspect


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
    for kind in (Oops, Bang, Halt, StopIteration, SubStop, GeneratorExit, SubExit, StopAsyncIteration)
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
    """Something whose iterator is somebody else's: a coroutine's or a step's own, or a generator's methods."""

    def __init__(self, world, viewed):
        self.world = world
        self.viewed = viewed

    def __await__(self):
        iterator = GeneratorView(self.viewed) if inspect.isgenerator(self.viewed) else self.viewed.__await__()
        if iterator is not self.viewed:
            self.world.name(iterator, "view")
            self.world.wrappers[id(iterator)] = self.viewed
        return iterator


class GeneratorView:
    def __init__(self, generator):
        self.send, self.throw, self.close = generator.send, generator.throw, generator.close

    def __iter__(self):
        return self

    def __next__(self):
        return self.send(None)


class Each:
    """For `async for`: makes the steps known to the world."""

    def __init__(self, world, generator):
        self.world = world
        self.generator = generator

    def __aiter__(self):
        return self

    def __anext__(self):
        step = self.generator.__anext__()
        self.world.name(step, "step")
        self.world.steps[id(step)] = StepNote(self.generator, "anext")
        if self.world.use(step, True):
            raise StopAsyncIteration
        return step


class StepNote:
    """What must be known of a step to see a known difference coming."""

    def __init__(self, generator, mode):
        self.generator = generator
        self.mode = mode
        self.is_begun = self.is_awaited = self.is_refused = False


class Items:
    def __init__(self, world, reactions):
        self.world = world
        self.reactions = list(reactions)

    def __iter__(self):
        return self

    def __next__(self):
        self.world.add("items.next")
        if not self.reactions:
            raise StopIteration
        return react(self.world, self.reactions.pop(0), None)


class ClosingItems(Items):
    """Closed on every way out, as Java does it; what is thrown by that is suppressed if there is an exception already."""

    def close(self):
        self.world.add("items.close")
        react(self.world, self.closing, None)

    def __next__(self):
        try:
            return super().__next__()
        except StopIteration:
            self.close()
            raise
        except BaseException as e:
            self.throw(e)

    def throw(self, e):
        if isinstance(e, StopIteration):
            self.world.cut("RETHROWN_STOP")
        try:
            self.close()
        except BaseException as failure:
            if isinstance(e, GeneratorExit) and failure is not e:
                self.world.cut("FAILED_EXIT")
            if failure is not e and not isinstance(e, (GeneratorExit, StopAsyncIteration)):  # in Java these keep none
                self.world.suppressing.add(id(e))
        raise e

    def send(self, value):
        self.throw(AttributeError("'ClosingItems' object has no attribute 'send'"))


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
